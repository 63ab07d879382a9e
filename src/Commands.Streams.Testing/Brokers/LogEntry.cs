using Commands.Streams.Testing.Ports;

namespace Commands.Streams.Testing.Brokers;

/// <summary>One offset of a log: the record, and the transaction that it belongs to.</summary>
internal readonly record struct LogEntry(InMemoryRecord Record, RecordKind Kind, LogTransaction? Transaction)
{
    /// <summary>Whether a reader is given the record, now that it is below the last stable offset.</summary>
    public bool IsVisible(bool readCommitted) =>
        Kind == RecordKind.Data && !(readCommitted && Transaction is { State: not TransactionState.Committed });
}
