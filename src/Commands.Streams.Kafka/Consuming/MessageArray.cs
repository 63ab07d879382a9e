using System.Runtime.InteropServices;
using Commands.Streams.Kafka.Native;
using static Commands.Streams.Kafka.Native.MessageFunctions;

namespace Commands.Streams.Kafka.Consuming;

/// <summary>Pointers to native messages, in native memory. Owns the messages from 0 to <see cref="Count"/> - 1.</summary>
internal sealed unsafe class MessageArray
{
    private int _capacity;

    /// <summary>The pointers.</summary>
    public NativeMessage** Messages { get; private set; }

    /// <summary>How many of them are messages that must be destroyed.</summary>
    public int Count { get; set; }

    /// <summary>Makes room; only while it is empty.</summary>
    public void EnsureCapacity(int capacity)
    {
        if (capacity > _capacity)
        {
            Messages = (NativeMessage**)NativeMemory.Realloc(Messages, (nuint)capacity * (nuint)sizeof(NativeMessage*));
            _capacity = capacity;
        }
    }

    /// <summary>Gives the messages back to librdkafka.</summary>
    public void Clear()
    {
        for (var i = 0; i < Count; i++)
        {
            rd_kafka_message_destroy(Messages[i]);
        }

        Count = 0;
    }

    /// <summary>Gives messages and memory back.</summary>
    public void Free()
    {
        Clear();
        NativeMemory.Free(Messages);
        Messages = null;
        _capacity = 0;
    }
}
