using System.Runtime.CompilerServices;
using Commands.Streams.Clients;
using Commands.Streams.Kafka.Native;
using Commands.Streams.Records;
using static Commands.Streams.Kafka.Native.MessageFunctions;
using static Commands.Streams.Kafka.Native.ProduceFunctions;

namespace Commands.Streams.Kafka.Producing;

/// <summary>
/// Queues one record. <c>rd_kafka_produceva</c> is the only call that carries a timestamp (<c>rd_kafka_produce</c> and <c>rd_kafka_produce_batch</c>
/// stamp records with the present), and its fields are laid out on the stack.
/// </summary>
internal static unsafe class ProduceCall
{
    private const int FieldCount = 8;
    private const int CopyBytes = 0x2;

    /// <summary>Queues a record; its bytes are copied.</summary>
    /// <returns>Zero, or an error object that the caller frees.</returns>
    [SkipLocalsInit]
    public static nint Queue(nint client, nint topic, in ProduceRecord record, nint opaque)
    {
        var fields = stackalloc NativeProduceField[FieldCount];
        byte empty; // an empty key or value is not a missing one: it needs an address
        fixed (byte* key = record.Key, value = record.Value)
        {
            fields[0].Kind = NativeProduceFieldKind.Topic;
            fields[0].Pointer = topic;
            fields[1].Kind = NativeProduceFieldKind.Partition;
            fields[1].Int32 = record.Partition;
            fields[2].Kind = NativeProduceFieldKind.Flags;
            fields[2].Int32 = CopyBytes;
            fields[3].Kind = NativeProduceFieldKind.Opaque;
            fields[3].Pointer = opaque;
            fields[4].Kind = NativeProduceFieldKind.Timestamp;
            fields[4].Int64 = TimestampOf(record.Timestamp);
            SetBytes(ref fields[5], NativeProduceFieldKind.Key, record.HasKey, key, record.Key.Length, &empty);
            SetBytes(ref fields[6], NativeProduceFieldKind.Value, record.HasValue, value, record.Value.Length, &empty);
            return record.Headers is { Count: > 0 } headers
                ? QueueWithHeaders(client, fields, headers)
                : rd_kafka_produceva(client, fields, FieldCount - 1);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static nint QueueWithHeaders(nint client, NativeProduceField* fields, Headers headers)
    {
        var list = NativeHeaders.Create(headers);
        fields[FieldCount - 1].Kind = NativeProduceFieldKind.Headers;
        fields[FieldCount - 1].Pointer = list;
        var error = rd_kafka_produceva(client, fields, FieldCount);
        if (error != 0)
        {
            rd_kafka_headers_destroy(list); // still ours if the record was refused
        }

        return error;
    }

    // librdkafka takes 0 for 'now'; a millisecond after 1970 is nearer to the truth.
    private static long TimestampOf(long timestamp) => timestamp == 0 ? 1 : timestamp;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SetBytes(ref NativeProduceField field, NativeProduceFieldKind kind, bool isThere, byte* bytes, int length, byte* empty)
    {
        field.Kind = kind;
        field.Pointer = isThere ? (nint)(length == 0 ? empty : bytes) : 0;
        field.Size = isThere ? (nuint)length : 0;
    }
}
