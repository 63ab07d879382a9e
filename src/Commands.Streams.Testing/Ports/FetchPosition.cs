using Commands.Streams.Testing.Brokers;

namespace Commands.Streams.Testing.Ports;

/// <summary>How far a client has read in a partition, and how far the last fetch knew it to reach.</summary>
internal sealed class FetchPosition(PartitionLog log)
{
    /// <summary>The log at present: another one if the topic was deleted and created again.</summary>
    public PartitionLog Log { get; private set; } = log;

    /// <summary>The next offset; null until it is known where to start.</summary>
    public long? Next { get; set; }

    /// <summary>The end that the last fetch told of; null before the first.</summary>
    public long? KnownEnd { get; set; }

    /// <summary>Whether the next offset is not in the log. Until it is set anew, nothing is read.</summary>
    public bool IsLost { get; set; }

    /// <summary>Whether the next offset, which must be known, can be read or is the one that will be written next.</summary>
    public bool IsInLog => Next >= Log.StartOffset && Next <= Log.EndOffset;

    /// <summary>Goes on in a log that has taken the place of the other, at the same offset: a client does not tell the two apart.</summary>
    public void MoveTo(PartitionLog log)
    {
        Log = log;
        KnownEnd = null;
    }

    public bool IsAtEnd => KnownEnd is { } end && Next >= end;
}
