using Commands.Streams.Testing.Brokers;

namespace Commands.Streams.Testing.Ports;

/// <summary>How far a consumer has read in a partition, and how far the last fetch knew it to reach.</summary>
internal sealed class FetchPosition(PartitionLog log)
{
    public PartitionLog Log => log;

    /// <summary>The next offset; null until the group said where to start.</summary>
    public long? Next { get; set; }

    /// <summary>The end that the last fetch told of; null before the first.</summary>
    public long? KnownEnd { get; set; }

    /// <summary>Whether the next offset is not in the log. Until it is set anew, nothing is read.</summary>
    public bool IsLost { get; set; }

    public bool IsAtEnd => KnownEnd is { } end && Next >= end;
}
