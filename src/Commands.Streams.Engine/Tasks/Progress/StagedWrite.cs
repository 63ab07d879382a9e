using Commands.Streams.Processors;

namespace Commands.Streams.Tasks.Progress;

/// <summary>A write that has been requested but not sent yet. Worker only.</summary>
internal abstract class StagedWrite
{
    /// <summary>
    /// Identifies the write's topic and key. Writes to the same place are sent in the order in which their work began. Null if the order does not matter.
    /// </summary>
    public abstract long? Place { get; }

    /// <summary>Sends the write. The current input is the work that made it.</summary>
    public abstract void Send();

    /// <summary>Called when the write has been sent or dropped; its memory may be reused.</summary>
    public virtual void Recycle()
    {
    }

    /// <summary>Returns the place of a key in a topic. Two places may collide, which costs time but never breaks the order.</summary>
    protected static long PlaceOf(string topic, ReadOnlySpan<byte> key) => ((long)topic.GetHashCode() << 32) | Murmur2.Hash(key);
}
