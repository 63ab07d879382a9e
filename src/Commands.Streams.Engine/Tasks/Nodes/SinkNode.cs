using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.Serialization;
using Commands.Streams.State;
using Commands.Streams.Tasks.Output;

namespace Commands.Streams.Tasks.Nodes;

/// <summary>Writes records to a topic: decides topic, partition and bytes of each.</summary>
internal sealed class SinkNode<TKey, TValue>(
    string name,
    SinkTopic<TKey, TValue> topic,
    ISerializer<TKey> keySerializer,
    ISerializer<TValue> valueSerializer,
    StreamPartitioner<TKey, TValue>? partitioner,
    UnwritableRule<TKey, TValue>? unwritable,
    Func<TKey, TValue, bool>? isEarly) : ReceivingNode<TKey, TValue>(name)
{
    /// <summary>How many times in a row a replacement may be replaced again.</summary>
    private const int MaxReplacements = 3;

    private readonly IEnvelopeSerializer<TKey>? _keyEnvelope = keySerializer as IEnvelopeSerializer<TKey>;
    private readonly IEnvelopeSerializer<TValue>? _valueEnvelope = valueSerializer as IEnvelopeSerializer<TValue>;

    /// <summary>The bytes at the end of keys that say nothing about the partition.</summary>
    private readonly int _windowLength = (keySerializer as IWindowedSerializer)?.WindowLength ?? 0;

    private readonly Stack<StagedRecord<TKey, TValue>> _pool = new();
    private RecordCollector _collector = null!;
    private TaskWork _work = null!;
    private MissingTopics _missing = null!;
    private nint _token;
    private IProducerTopic? _fixedTopic;
    private ParkedRecords<TKey, TValue> _parked = null!;

    public override void AddChild(ProcessorNode child) =>
        throw new InvalidOperationException($"Sink node '{Name}' cannot have children, so '{child.Name}' cannot be one.");

    public override void Initialize(TaskContext context)
    {
        base.Initialize(context);
        _collector = context.Collector;
        _work = context.Work;
        _missing = new MissingTopics(context.TimeProvider);
        _token = _collector.Register(Name, isReplaceable: unwritable is not null);
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

    /// <summary>Called when the work that staged a record is done.</summary>
    public void Send(StagedRecord<TKey, TValue> staged)
    {
        var produce = staged.ToProduce();
        try
        {
            try
            {
                _collector.Send(staged.Topic, in produce, _token);
            }
            catch (ClientException exception)
            {
                FailIfWaiting(SendOther(staged.Record, staged.Topic.Name, in produce, exception, staged.Replacements, isDone: true));
            }
        }
        catch (Exception exception) when (exception is not TaskFailedException { IsVerdict: true })
        {
            Context.HandleProcessingFailure(Name, exception);
        }
    }

    /// <summary>Returns a staged record to the pool.</summary>
    public void Recycle(StagedRecord<TKey, TValue> staged) => _pool.Push(staged);

    /// <summary>Sends a record, or stages it if its work may still continue.</summary>
    /// <returns>The task to wait for if a serde is not ready; otherwise null.</returns>
    private Task? TrySend(in Record<TKey, TValue> record) =>
        TrySend(in record, replacements: 0, isDone: !_work.AreStaged || isEarly?.Invoke(record.Key, record.Value) is true);

    private Task? TrySend(in Record<TKey, TValue> record, int replacements, bool isDone)
    {
        var topicName = topic.FixedName ?? ChooseTopic(in record);
        var produce = default(ProduceRecord);
        try
        {
            _missing.ThrowIfMissing(topicName);
            var target = _fixedTopic ?? _collector.GetTopic(topicName);
            if (!TrySerialize(in record, topicName, out produce, out var ready))
            {
                return ready;
            }

            produce.Timestamp = record.Timestamp;
            produce.Headers = record.Headers;
            produce.Partition = ChoosePartition(in record, target, in produce);
            if (unwritable is not null && RecordSize.Of(in produce) is var size && size > unwritable.MaxSize)
            {
                throw new ClientException(
                    ClientErrorKind.Fatal,
                    ClientErrorCodes.TooLarge,
                    $"A record for topic '{topicName}' has {size} bytes, which is more than the {unwritable.MaxSize} of sink '{Name}'.");
            }

            if (isDone)
            {
                _collector.Send(target, in produce, _token);
            }
            else
            {
                Stage(target, in record, in produce, replacements);
            }

            return null;
        }
        catch (ClientException exception)
        {
            return SendOther(record, topicName, in produce, exception, replacements, isDone);
        }
    }

    private void Stage(IProducerTopic target, in Record<TKey, TValue> record, in ProduceRecord produce, int replacements)
    {
        var staged = _pool.Count > 0 ? _pool.Pop() : new StagedRecord<TKey, TValue>(this);
        staged.Set(target, in record, in produce, replacements);
        _work.Stage(staged);
    }

    /// <summary>Throws if a serde is not ready for the replacement of a record whose work is done, because nothing can wait for it any more.</summary>
    private void FailIfWaiting(Task? ready)
    {
        if (ready is not null)
        {
            throw new TaskCorruptedException(
                $"Sink '{Name}' of task {Context.TaskId} cannot serialize the replacement of a refused record yet. " +
                "The task restarts from what it committed.",
                new TaskCanceledException(ready));
        }
    }

    /// <summary>Handles a record that cannot be written as it is: asks the sink's own handler first, then the application's.</summary>
    private Task? SendOther(
        Record<TKey, TValue> record, string topicName, in ProduceRecord produce, ClientException exception, int replacements, bool isDone)
    {
        if (unwritable is not null && replacements < MaxReplacements && ClientErrorCodes.ReasonOf(exception) is { } reason)
        {
            if (reason == UnwritableReason.NoSuchTopic)
            {
                _missing.Add(topicName, exception);
            }

            var problem = new UnwritableRecord(reason, topicName, RecordSize.Of(in produce), unwritable.MaxSize, exception);
            switch (unwritable.Handler(ref record, in problem))
            {
                case UnwritableAction.Replace:
                    TaskLog.Replaced(Context.Logger, Context.TaskId, Name, exception.Message);
                    Context.Metrics.Replaced++;
                    return TrySend(in record, replacements + 1, isDone);
                case UnwritableAction.Drop:
                    TaskLog.NotWritten(Context.Logger, Context.TaskId, Name, exception.Message);
                    Context.Metrics.Skipped++;
                    return null;
            }
        }

        if (exception is { Code: ClientErrorCodes.NotSerializable, InnerException: { } failure })
        {
            _collector.OnSerializationFailed(Name, topicName, failure);
        }
        else
        {
            _collector.OnSendFailed(_token, topicName, in produce, exception);
        }

        return null;
    }

    private string ChooseTopic(in Record<TKey, TValue> record)
    {
        var name = topic.Choose!(record.Key, record.Value, Context.CreateRecordContext(record.Timestamp, record.Headers));
        return string.IsNullOrEmpty(name)
            ? throw new InvalidOperationException($"The topic function of sink '{Name}' returned no topic name. Filter such records out before the sink.")
            : name;
    }

    private bool TrySerialize(scoped in Record<TKey, TValue> record, string topicName, out ProduceRecord produce, out Task? ready)
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
        catch (Exception exception) when (unwritable is not null)
        {
            throw new ClientException(
                ClientErrorKind.RecordRefused, ClientErrorCodes.NotSerializable,
                $"A record for topic '{topicName}' could not be serialized: {exception.Message}", exception);
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

        return produce.HasKey ? Murmur2.Partition(produce.Key[..^_windowLength], target.PartitionCount) : ProduceRecord.AnyPartition;
    }
}

/// <summary>The target of a sink: one topic, or one chosen for each record.</summary>
internal readonly record struct SinkTopic<TKey, TValue>(string? FixedName, TopicNameExtractor<TKey, TValue>? Choose);
