using Commands.Streams.Clients;

namespace Commands.Streams.Testing.Brokers;

/// <summary>
/// One transaction: the logs and groups it touches. Nothing of it shows to committed readers before its markers are written, and then everything
/// does, or nothing.
/// </summary>
internal sealed class LogTransaction(DateTimeOffset start)
{
    private readonly List<PartitionLog> _logs = [];
    private readonly List<(Group Group, OffsetCommit Offset)> _offsets = [];

    public DateTimeOffset Start => start;

    public TransactionState State { get; private set; }

    /// <summary>When it was decided; what shows of it does so soon afterwards.</summary>
    public DateTimeOffset DecidedAt { get; private set; }

    public bool IsEnded => State is TransactionState.Committed or TransactionState.Aborted;

    public void Add(PartitionLog log) => _logs.Add(log);

    public void Add(Group group, IReadOnlyList<OffsetCommit> offsets)
    {
        foreach (var offset in offsets)
        {
            group.Offsets.Check(in offset);
        }

        foreach (var offset in offsets)
        {
            _offsets.Add((group, offset));
            group.Offsets.Hold(offset.Partition);
        }
    }

    /// <summary>The point of no return.</summary>
    public void Decide(bool commit, DateTimeOffset now)
    {
        State = commit ? TransactionState.Committing : TransactionState.Aborting;
        DecidedAt = now;
    }

    /// <summary>Writes the markers, so that readers and groups see how it ended.</summary>
    public void Complete(long timestamp)
    {
        var commit = State == TransactionState.Committing;
        State = commit ? TransactionState.Committed : TransactionState.Aborted;
        foreach (var log in _logs)
        {
            log.EndTransaction(this, timestamp);
        }

        foreach (var (group, offset) in _offsets)
        {
            group.Offsets.Release(offset, commit);
        }
    }
}
