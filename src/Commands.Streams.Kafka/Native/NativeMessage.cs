using System.Runtime.InteropServices;

namespace Commands.Streams.Kafka.Native;

/// <summary>librdkafka's <c>rd_kafka_message_t</c>, field by field.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeMessage
{
    /// <summary>0 for a record; otherwise the message is an error and the payload its text.</summary>
    public int Error;

    /// <summary>The topic's handle; zero for errors that concern no topic.</summary>
    public nint Topic;

    /// <summary>The partition, or -1.</summary>
    public int Partition;

    /// <summary>The value; zero if there is none.</summary>
    public byte* Value;

    /// <summary>The value's length in bytes.</summary>
    public nuint ValueLength;

    /// <summary>The key; zero if there is none.</summary>
    public byte* Key;

    /// <summary>The key's length in bytes.</summary>
    public nuint KeyLength;

    /// <summary>The offset in the partition.</summary>
    public long Offset;

    /// <summary>What the producing call was given; librdkafka's own when consumed.</summary>
    public nint Opaque;
}
