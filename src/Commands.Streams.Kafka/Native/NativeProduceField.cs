using System.Runtime.InteropServices;

namespace Commands.Streams.Kafka.Native;

/// <summary>librdkafka's <c>rd_kafka_vu_t</c>: one field of a record handed to <c>rd_kafka_produceva</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 72)]
internal unsafe struct NativeProduceField
{
    /// <summary>Which field it is.</summary>
    [FieldOffset(0)]
    public NativeProduceFieldKind Kind;

    /// <summary>A pointer: the topic, the opaque, the headers, or the bytes of key and value.</summary>
    [FieldOffset(8)]
    public nint Pointer;

    /// <summary>The length of key or value.</summary>
    [FieldOffset(16)]
    public nuint Size;

    /// <summary>The partition or the flags.</summary>
    [FieldOffset(8)]
    public int Int32;

    /// <summary>The timestamp.</summary>
    [FieldOffset(8)]
    public long Int64;
}

/// <summary>librdkafka's <c>rd_kafka_vtype_t</c>.</summary>
internal enum NativeProduceFieldKind
{
    /// <summary>The topic's handle.</summary>
    Topic = 2,

    /// <summary>The partition.</summary>
    Partition = 3,

    /// <summary>The value.</summary>
    Value = 4,

    /// <summary>The key.</summary>
    Key = 5,

    /// <summary>What the delivery report brings back.</summary>
    Opaque = 6,

    /// <summary>Whether the bytes are copied.</summary>
    Flags = 7,

    /// <summary>Unix milliseconds.</summary>
    Timestamp = 8,

    /// <summary>A list of headers.</summary>
    Headers = 10,
}
