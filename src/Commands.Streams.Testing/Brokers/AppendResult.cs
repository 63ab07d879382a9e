namespace Commands.Streams.Testing.Brokers;

/// <summary>What a log says to a producer's record.</summary>
internal enum AppendResult
{
    /// <summary>It is the newest record now.</summary>
    Appended,

    /// <summary>It was there already.</summary>
    Duplicate,

    /// <summary>A record before it is missing.</summary>
    OutOfOrder,

    /// <summary>The topic does not take such a record.</summary>
    Refused,

    /// <summary>A newer producer of the same identity has written.</summary>
    Fenced,
}
