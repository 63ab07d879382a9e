using System.Runtime.InteropServices;
using Commands.Streams.Kafka.Native;
using Commands.Streams.Records;
using static Commands.Streams.Kafka.Native.MessageFunctions;

namespace Commands.Streams.Kafka.Consuming;

/// <summary>Reads a message's headers: all of them copied out of native memory, or one in place.</summary>
internal static unsafe class MessageHeaders
{
    /// <summary>The headers in their order; <see cref="Headers.Empty"/> without an allocation if there are none.</summary>
    public static Headers Read(NativeMessage* message, HeaderCache cache)
    {
        nint native;
        if (AreAbsent(message) || rd_kafka_message_headers(message, &native) != NativeErrorCodes.None)
        {
            return Headers.Empty;
        }

        return Copy(native, cache);
    }

    /// <summary>The headers of a message that was to be sent, whose bytes are not a broker's.</summary>
    public static Headers ReadSent(NativeMessage* message)
    {
        nint native;
        return rd_kafka_message_headers(message, &native) == NativeErrorCodes.None ? Copy(native, new HeaderCache()) : Headers.Empty;
    }

    /// <summary>Finds the last header of a name that has a value, without copying anything; the bytes live as long as the message.</summary>
    public static bool TryFindLast(NativeMessage* message, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        nint native;
        if (!AreAbsent(message) && rd_kafka_message_headers(message, &native) == NativeErrorCodes.None)
        {
            for (var i = (int)rd_kafka_header_cnt(native) - 1; i >= 0; i--)
            {
                byte* found;
                byte* bytes;
                nuint size;
                _ = rd_kafka_header_get_all(native, (nuint)i, &found, &bytes, &size);
                if (MemoryMarshal.CreateReadOnlySpanFromNullTerminated(found).SequenceEqual(name))
                {
                    value = new ReadOnlySpan<byte>(bytes, (int)size);
                    return bytes != null;
                }
            }
        }

        value = default;
        return false;
    }

    private static Headers Copy(nint native, HeaderCache cache)
    {
        var items = new Header[(int)rd_kafka_header_cnt(native)];
        byte[]? neighbour = null;
        for (var i = 0; i < items.Length; i++)
        {
            byte* name;
            byte* value;
            nuint size;
            _ = rd_kafka_header_get_all(native, (nuint)i, &name, &value, &size);
            var nameBytes = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name);
            items[i] = value == null ? cache.CopyWithoutValue(nameBytes) : cache.Copy(nameBytes, new ReadOnlySpan<byte>(value, (int)size), neighbour);
            neighbour = items[i].Value;
        }

        return Headers.From(items);
    }

    /// <summary>
    /// Whether it is certain that there are none, without librdkafka's parser, which takes and gives back several blocks of memory to find a zero. In
    /// the record format 2 (Kafka's protocol guide, "Record") the number of headers follows the value's last byte, and librdkafka hands out values in
    /// place, within the batch. Only batches of this format carry a leader's epoch.
    /// </summary>
    private static bool AreAbsent(NativeMessage* message) =>
        LibrdkafkaLibrary.HandsOutValuesInPlace
        && message->Value != null
        && message->ValueLength > 0 // librdkafka hands out an empty value as a text of its own, outside of the batch
        && rd_kafka_message_leader_epoch(message) >= 0
        && message->Value[message->ValueLength] == 0;
}
