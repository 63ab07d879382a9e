using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.Serialization;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Tasks.Input;

/// <summary>Reads the records of input topics into their types and forwards them.</summary>
internal sealed class SourceNode<TKey, TValue>(
    string name,
    IDeserializer<TKey> keyDeserializer,
    IDeserializer<TValue> valueDeserializer,
    ITimestampExtractor? anyExtractor,
    TimestampExtractor<TKey, TValue>? typedExtractor,
    DueTimeExtractor<TKey, TValue>? dueTime) : SourceNode(name)
{
    private readonly Outlet<TKey, TValue> _outlet = new();

    private ITimestampExtractor? _anyExtractor = anyExtractor;

    public IDeserializer<TKey> KeyDeserializer { get; } = keyDeserializer;

    public IDeserializer<TValue> ValueDeserializer { get; } = valueDeserializer;

    /// <summary>True if the log's timestamp is used as it is, so that no extractor is called.</summary>
    public bool HasDefaultTimestamps { get; private set; }

    public override bool IsDelayed => dueTime is not null;

    /// <summary>The time at which a record is due; 0 if this source does not delay records.</summary>
    public long DueTimeOf(in ConsumedRecord<TKey, TValue> record, long now) => dueTime is null ? 0 : dueTime(in record, now);

    public override void AddChild(ProcessorNode child) => _outlet.Add(this, child);

    public override void Initialize(TaskContext context)
    {
        base.Initialize(context);
        _anyExtractor ??= context.DefaultTimestampExtractor;
        HasDefaultTimestamps = typedExtractor is null && ReferenceEquals(_anyExtractor, TimestampExtractors.FailOnInvalidTimestamp);
    }

    public override RecordQueue CreateQueue(TopicPartition topicPartition, TaskContext context) =>
        new RecordQueue<TKey, TValue>(topicPartition, this, context);

    public long ExtractTimestamp(in ConsumedRecord<TKey, TValue> record, long partitionTime, TimeProvider timeProvider) => typedExtractor is not null
        ? typedExtractor(in record, partitionTime)
        : _anyExtractor!.Extract(in record, partitionTime, timeProvider);

    public void Forward(in Record<TKey, TValue> record) => _outlet.Send(in record);
}
