using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Serialization;

namespace Commands.Streams.Processing;

/// <summary>A queue whose head is a typed record: read straight from the batch's bytes, never boxed.</summary>
internal sealed class RecordQueue<TKey, TValue>(TopicPartition topicPartition, SourceNode<TKey, TValue> source, TaskContext context)
    : RecordQueue(topicPartition, source)
{
    private Record<TKey, TValue> _head;
    private NullForValueTypeException? _nullHead;

    protected override void Dispatch()
    {
        context.Origin = this;
        if (_nullHead is null)
        {
            source.Forward(in _head);
        }
        else
        {
            context.FailProcessing(source.Name, _nullHead);
        }
    }

    protected override void FailSerde(Exception exception)
    {
        context.Origin = this;
        throw new DeserializationException(context.Describe(ErrorStage.Deserialization, source.Name), exception);
    }

    protected override bool TryRead(RecordBatch batch, int index)
    {
        batch.Read(index, out var raw);
        Offset = raw.Offset;
        Headers = batch.ReadHeaders(index);
        TKey key;
        TValue value;
        try
        {
            key = raw.HasKey
                ? source.KeyDeserializer.Deserialize(raw.Key, new SerializationContext(TopicPartition.Topic, RecordComponent.Key, Headers))
                : default!;
            value = raw.HasValue
                ? source.ValueDeserializer.Deserialize(raw.Value, new SerializationContext(TopicPartition.Topic, RecordComponent.Value, Headers))
                : default!;
        }
        catch (SerdeNotReadyException notReady)
        {
            Timestamp = raw.Timestamp;
            context.Origin = this;
            context.AwaitSerde(notReady, source.Name);
            AwaitSerde(notReady.Ready);
            context.Mailbox.WakeAfter(notReady.Ready);
            return false;
        }
        catch (Exception exception)
        {
            Timestamp = raw.Timestamp;
            context.Origin = this;
            context.FailDeserialization(source.Name, exception);
            return false;
        }

        // No extractor sees a null as the default of its type.
        _nullHead = FindNull(raw.HasKey, raw.HasValue);
        Timestamp = _nullHead is not null || (source.HasDefaultTimestamps && raw.Timestamp >= 0)
            ? Math.Max(raw.Timestamp, 0)
            : Extract(new ConsumedRecord<TKey, TValue>(key, value, raw.Timestamp, Headers, TopicPartition, raw.Offset));
        if (Timestamp < 0)
        {
            context.Drop(source.Name, DropReason.NegativeTimestamp, this);
            return false;
        }

        _head = new Record<TKey, TValue>(key, value, Timestamp, Headers);
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

    private long Extract(in ConsumedRecord<TKey, TValue> record)
    {
        try
        {
            return source.ExtractTimestamp(in record, PartitionTime, context.TimeProvider);
        }
        catch (Exception exception)
        {
            context.Origin = this;
            throw new ProcessingException(context.Describe(ErrorStage.Processing, source.Name), exception);
        }
    }
}
