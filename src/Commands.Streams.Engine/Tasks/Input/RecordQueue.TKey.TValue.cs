using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.Serialization;

namespace Commands.Streams.Tasks.Input;

/// <summary>A queue whose head is a typed record, deserialized straight from the batch's bytes and never boxed.</summary>
internal sealed class RecordQueue<TKey, TValue> : RecordQueue
{
    private readonly SourceNode<TKey, TValue> _source;
    private readonly Action<BacklogRecord<TKey>>? _showPending;
    private Record<TKey, TValue> _head;
    private NullForValueTypeException? _nullHead;

    public RecordQueue(TopicPartition topicPartition, SourceNode<TKey, TValue> source, TaskContext context)
        : base(topicPartition, source, context)
    {
        _source = source;
        _showPending = context.BacklogScans.Find<TKey>(topicPartition.Topic);
        IsScanning = _showPending is not null;
    }

    protected override void Dispatch()
    {
        Context.Input = this;
        if (_nullHead is null)
        {
            _source.Forward(in _head);
        }
        else
        {
            Context.HandleProcessingFailure(_source.Name, _nullHead);
        }
    }

    protected override void FailSerde(Exception exception)
    {
        Context.Input = this;
        throw new DeserializationException(Context.Describe(ErrorStage.Deserialization, _source.Name), exception) { IsVerdict = true };
    }

    protected override void Show(RecordBatch batch, int index)
    {
        batch.Read(index, out var raw);
        var headers = batch.ReadHeaders(index);
        TKey key;
        try
        {
            key = raw.HasKey
                ? _source.KeyDeserializer.Deserialize(raw.Key, new SerializationContext(TopicPartition.Topic, RecordComponent.Key, headers))
                : default!;
        }
        catch (SerdeNotReadyException notReady)
        {
            throw new TaskCorruptedException(
                $"The backlog of {TopicPartition} must be scanned before task {Context.TaskId} starts, but the serde of its keys is not ready: " +
                $"{notReady.Message}",
                notReady);
        }
        catch (Exception)
        {
            return; // the error is reported when the record is taken
        }

        _showPending?.Invoke(new BacklogRecord<TKey>(key, TopicPartition, raw.Offset, headers, ValueHash.Of(in raw)));
    }

    protected override bool TryRead(RecordBatch batch, int index)
    {
        batch.Read(index, out var raw);
        Arrive(in raw);
        Timestamp = raw.Timestamp;
        Headers = Headers.Empty;
        try
        {
            Headers = batch.ReadHeaders(index);
            return TryRead(in raw);
        }
        catch (SerdeNotReadyException notReady)
        {
            Context.Input = this;
            Context.AwaitSerde(notReady, _source.Name);
            AwaitSerde(notReady.Ready);
            Context.Mailbox.WakeAfter(notReady.Ready);
        }
        catch (Exception exception)
        {
            Timestamp = raw.Timestamp;
            Context.Input = this;
            Context.HandleUnreadable(_source.Name, exception);
        }

        return false;
    }

    private bool TryRead(in RawRecord raw)
    {
        var key = raw.HasKey
            ? _source.KeyDeserializer.Deserialize(raw.Key, new SerializationContext(TopicPartition.Topic, RecordComponent.Key, Headers))
            : default!;
        var value = raw.HasValue
            ? _source.ValueDeserializer.Deserialize(raw.Value, new SerializationContext(TopicPartition.Topic, RecordComponent.Value, Headers))
            : default!;

        // An extractor never sees a null that was replaced by the default of its value type.
        _nullHead = FindNull(raw.HasKey, raw.HasValue);
        Timestamp = _nullHead is not null || (_source.HasDefaultTimestamps && raw.Timestamp >= 0)
            ? Math.Max(raw.Timestamp, 0)
            : _source.ExtractTimestamp(
                new ConsumedRecord<TKey, TValue>(key, value, raw.Timestamp, Headers, TopicPartition, raw.Offset), PartitionTime, Context.TimeProvider);
        if (Timestamp < 0)
        {
            Context.Drop(_source.Name, DropReason.NegativeTimestamp, this);
            return false;
        }

        _head = new Record<TKey, TValue>(key, value, Timestamp, Headers);
        if (_source.IsDelayed
            && _source.DueTimeOf(new ConsumedRecord<TKey, TValue>(key, value, Timestamp, Headers, TopicPartition, raw.Offset), Context.SystemTime) is var due
            && due > Context.SystemTime)
        {
            DueTime = Math.Min(due, long.MaxValue - 1); // the largest value means that no record is waiting
        }

        return true;
    }

    private static NullForValueTypeException? FindNull(bool hasKey, bool hasValue)
    {
        if (!hasKey && default(TKey) is not null)
        {
            return new NullForValueTypeException(RecordComponent.Key, typeof(TKey));
        }

        return !hasValue && default(TValue) is not null ? new NullForValueTypeException(RecordComponent.Value, typeof(TValue)) : null;
    }
}
