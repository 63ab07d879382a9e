using Commands.Streams.Processors;

namespace Commands.Streams.Tasks.Progress;

/// <summary>A write that has not taken effect yet. Worker only.</summary>
internal abstract class StagedWrite
{
    /// <summary>
    /// Names where it goes and its key: writes of equal places take effect in the order in which their work began. Null if their order does not
    /// matter.
    /// </summary>
    public abstract long? Place { get; }

    /// <summary>Takes effect. The context's current input is the work that wrote it.</summary>
    public abstract void Send();

    /// <summary>It has taken effect, or never will: its memory may be used again.</summary>
    public virtual void Recycle()
    {
    }

    /// <summary>The place of a key in a topic. Two that differ may be equal, which costs time, never order.</summary>
    protected static long PlaceOf(string topic, ReadOnlySpan<byte> key) => ((long)topic.GetHashCode() << 32) | Murmur2.Hash(key);
}
