using System.Runtime.CompilerServices;
using Commands.Streams.Clients;
using Commands.Streams.Kafka.Native;
using Commands.Streams.Records;
using static Commands.Streams.Kafka.Native.MessageFunctions;

namespace Commands.Streams.Kafka.Consuming;

/// <summary>
/// Native messages as the consumer's queue gave them out. The array behind is pooled; the batch itself is not, so that disposing it twice can never
/// hit a later batch.
/// </summary>
internal sealed unsafe class KafkaRecordBatch(TopicPartition partition, MessageArray array, MessageArrayPool pool) : RecordBatch
{
    private MessageArray? _array = array;

    /// <inheritdoc/>
    public override TopicPartition Partition { get; } = partition;

    /// <inheritdoc/>
    public override int Count => _array?.Count ?? 0;

    /// <inheritdoc/>
    public override void Read(int index, out RawRecord record)
    {
        var message = At(index);
        int timestampType;
        record.HasKey = message->Key != null;
        record.HasValue = message->Value != null;
        record.Key = new ReadOnlySpan<byte>(message->Key, (int)message->KeyLength);
        record.Value = new ReadOnlySpan<byte>(message->Value, (int)message->ValueLength);
        record.Offset = message->Offset;
        record.Timestamp = rd_kafka_message_timestamp(message, &timestampType);
        record.TimestampType = (TimestampType)timestampType;
    }

    /// <inheritdoc/>
    public override Headers ReadHeaders(int index) => MessageHeaders.Read(At(index), pool.Headers);

    /// <inheritdoc/>
    public override bool TryReadHeader(int index, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value) =>
        MessageHeaders.TryFindLast(At(index), name, out value);

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (_array is { } array)
        {
            _array = null;
            pool.Return(array);
        }
    }

    private NativeMessage* At(int index)
    {
        var array = _array;
        if (array is null || (uint)index >= (uint)array.Count)
        {
            ThrowNotThere(index);
        }

        return array!.Messages[index];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ThrowNotThere(int index)
    {
        ObjectDisposedException.ThrowIf(_array is null || _array.Count == 0, this);
        throw new ArgumentOutOfRangeException(nameof(index), index, $"The batch of {Partition} holds {Count} records.");
    }
}
