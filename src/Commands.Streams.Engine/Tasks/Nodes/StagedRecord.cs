using Commands.Streams.Clients;
using Commands.Streams.Records;
using Commands.Streams.Tasks.Progress;

namespace Commands.Streams.Tasks.Nodes;

/// <summary>
/// A copy of a sink's serialized record. It keeps the record itself too, because the sink's handler needs it if the write is refused. The sink pools these
/// objects.
/// </summary>
internal sealed class StagedRecord<TKey, TValue>(SinkNode<TKey, TValue> sink) : StagedWrite
{
    /// <summary>Larger buffers are not kept in the pool.</summary>
    private const int MaxKept = 64 * 1024;

    private byte[] _bytes = [];
    private int _keyLength;
    private int _valueLength;
    private bool _hasKey;
    private bool _hasValue;
    private int _partition;
    private Record<TKey, TValue> _record;
    private IProducerTopic? _topic;

    public override long? Place => _hasKey ? PlaceOf(Topic.Name, _bytes.AsSpan(0, _keyLength)) : null;

    public IProducerTopic Topic => _topic ?? throw new InvalidOperationException("The write holds no record.");

    public ref readonly Record<TKey, TValue> Record => ref _record;

    /// <summary>How many replacements led to this record; 0 for the original.</summary>
    public int Replacements { get; private set; }

    public void Set(IProducerTopic topic, in Record<TKey, TValue> record, in ProduceRecord produce, int replacements)
    {
        _topic = topic;
        _record = record;
        Replacements = replacements;
        (_keyLength, _valueLength) = (produce.Key.Length, produce.Value.Length);
        (_hasKey, _hasValue, _partition) = (produce.HasKey, produce.HasValue, produce.Partition);
        if (_bytes.Length < _keyLength + _valueLength)
        {
            _bytes = new byte[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(_keyLength + _valueLength))];
        }

        produce.Key.CopyTo(_bytes);
        produce.Value.CopyTo(_bytes.AsSpan(_keyLength));
    }

    public ProduceRecord ToProduce() => new()
    {
        Key = _bytes.AsSpan(0, _keyLength),
        HasKey = _hasKey,
        Value = _bytes.AsSpan(_keyLength, _valueLength),
        HasValue = _hasValue,
        Partition = _partition,
        Timestamp = _record.Timestamp,
        Headers = _record.Headers,
    };

    public override void Send() => sink.Send(this);

    public override void Recycle()
    {
        _record = default;
        _topic = null;
        if (_bytes.Length > MaxKept)
        {
            _bytes = [];
        }

        sink.Recycle(this);
    }
}
