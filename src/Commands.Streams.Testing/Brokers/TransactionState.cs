namespace Commands.Streams.Testing.Brokers;

/// <summary>How far a transaction is.</summary>
internal enum TransactionState
{
    /// <summary>It takes records and offsets.</summary>
    Open,

    /// <summary>It is decided and will be committed, but its markers are not written.</summary>
    Committing,

    /// <summary>It is decided and will be aborted, but its markers are not written.</summary>
    Aborting,

    /// <summary>It is committed everywhere.</summary>
    Committed,

    /// <summary>It is aborted everywhere.</summary>
    Aborted,
}
