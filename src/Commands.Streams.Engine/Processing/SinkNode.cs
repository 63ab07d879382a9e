using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Serialization;

namespace Commands.Streams.Processing;

/// <summary>A node that records leave a task by: topic, partition and bytes of each are decided here.</summary>
internal sealed class SinkNode<TKey, TValue>(
    string name,
    SinkTopic<TKey, TValue> topic,
    ISerializer<TKey> keySerializer,
    ISerializer<TValue> valueSerializer,
    StreamPartitioner<TKey, TValue>? partitioner) : ReceivingNode<TKey, TValue>(name)
{
    private readonly IEnvelopeSerializer<TKey>? _keyEnvelope = keySerializer as IEnvelopeSerializer<TKey>;
    private readonly IEnvelopeSerializer<TValue>? _valueEnvelope = valueSerializer as IEnvelopeSerializer<TValue>;
    private RecordCollector _collector = null!;
    private nint _token;
    private IProducerTopic? _fixedTopic;
    private ParkedRecords<TKey, TValue> _parked = null!;

    public override void AddChild(ProcessorNode child) =>
        throw new InvalidOperationException($"Sink node '{Name}' has no children, so '{child.Name}' cannot be one.");

    public override void Initialize(TaskContext context)
    {
        base.Initialize(context);
        _collector = context.Collector;
        _token = _collector.Register(Name);
        _parked = new ParkedRecords<TKey, TValue>(TrySend, context, Name);
        context.Mailbox.Register(_parked);
        _fixedTopic = topic.FixedName is { } fixedName ? _collector.GetTopic(fixedName) : null;
    }

    protected override void Process(in Record<TKey, TValue> record)
    {
        if (_parked.IsFull)
        {
            _parked.Add(in record);
        }
        else if (TrySend(in record) is { } ready)
        {
            _parked.Add(in record);
            _parked.AwaitSerde(ready);
        }
    }

    /// <summary>Sends a record.</summary>
    /// <returns>What its serde waits for, where that is not ready.</returns>
    private Task? TrySend(in Record<TKey, TValue> record)
    {
        var target = _fixedTopic ?? ChooseTopic(in record);
        if (!TrySerialize(in record, target.Name, out var produce, out var ready))
        {
            return ready;
        }

        produce.Timestamp = record.Timestamp;
        produce.Headers = record.Headers;
        try
        {
            produce.Partition = ChoosePartition(in record, target, in produce);
        }
        catch (ClientException exception)
        {
            _collector.OnSendFailed(_token, target.Name, in produce, exception);
            return null;
        }

        _collector.Send(target, in produce, _token);
        return null;
    }

    private IProducerTopic ChooseTopic(in Record<TKey, TValue> record)
    {
        var name = topic.Choose!(record.Key, record.Value, Context.CreateRecordContext(record.Timestamp, record.Headers));
        return string.IsNullOrEmpty(name)
            ? throw new InvalidOperationException($"The topic function of sink '{Name}' gave no topic name. Filter such records out before the sink.")
            : _collector.GetTopic(name);
    }

    private bool TrySerialize(in Record<TKey, TValue> record, string topicName, out ProduceRecord produce, out Task? ready)
    {
        produce = default;
        ready = null;
        try
        {
            if (record.Key is not null && _keyEnvelope?.HasPayload(record.Key) is not false)
            {
                produce.HasKey = true;
                produce.Key = _collector.SerializeKey(record.Key, keySerializer, new SerializationContext(topicName, RecordComponent.Key, record.Headers));
            }

            if (record.Value is not null && _valueEnvelope?.HasPayload(record.Value) is not false)
            {
                produce.HasValue = true;
                produce.Value = _collector.SerializeValue(
                    record.Value, valueSerializer, new SerializationContext(topicName, RecordComponent.Value, record.Headers));
            }

            return true;
        }
        catch (SerdeNotReadyException notReady)
        {
            Context.AwaitSerde(notReady, Name);
            ready = notReady.Ready;
            return false;
        }
        catch (Exception exception)
        {
            _collector.OnSerializationFailed(Name, topicName, exception);
            return false;
        }
    }

    private int ChoosePartition(in Record<TKey, TValue> record, IProducerTopic target, in ProduceRecord produce)
    {
        if (partitioner is not null)
        {
            var count = target.PartitionCount;
            var chosen = partitioner(target.Name, record.Key, record.Value, count);
            if (chosen is { } partition)
            {
                return (uint)partition < (uint)count ? partition : throw new InvalidOperationException(
                    $"The partitioner of sink '{Name}' chose partition {partition} of topic '{target.Name}', which has {count} partitions (0 to {count - 1}).");
            }
        }

        return produce.HasKey ? Murmur2.Partition(produce.Key, target.PartitionCount) : ProduceRecord.AnyPartition;
    }
}
