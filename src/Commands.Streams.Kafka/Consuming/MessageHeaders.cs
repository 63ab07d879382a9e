using System.Runtime.InteropServices;
using Commands.Streams.Kafka.Native;
using Commands.Streams.Records;
using static Commands.Streams.Kafka.Native.MessageFunctions;

namespace Commands.Streams.Kafka.Consuming;

/// <summary>Copies a message's headers out of native memory.</summary>
internal static unsafe class MessageHeaders
{
    /// <summary>The headers in their order; <see cref="Headers.Empty"/> without an allocation where there are none.</summary>
    public static Headers Read(NativeMessage* message)
    {
        nint native;
        if (rd_kafka_message_headers(message, &native) != NativeErrorCodes.None)
        {
            return Headers.Empty;
        }

        var items = new Header[(int)rd_kafka_header_cnt(native)];
        for (var i = 0; i < items.Length; i++)
        {
            byte* name;
            byte* value;
            nuint size;
            _ = rd_kafka_header_get_all(native, (nuint)i, &name, &value, &size);
            items[i] = new Header(
                Marshal.PtrToStringUTF8((nint)name) ?? "",
                value == null ? null : new ReadOnlySpan<byte>(value, (int)size).ToArray());
        }

        return Headers.From(items);
    }
}
