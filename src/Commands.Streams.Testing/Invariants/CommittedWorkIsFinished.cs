using Commands.Streams.Clients;
using Commands.Streams.Tasks.Progress;
using Commands.Streams.Testing.Brokers;

namespace Commands.Streams.Testing.Invariants;

/// <summary>
/// When an offset is committed, every earlier record, and every later record that the commit's metadata marks as done, has its effect in the log. For
/// flows within one sub-topology.
/// </summary>
/// <param name="flow">The input and the output to compare.</param>
public sealed class CommittedWorkIsFinished(RecordFlow flow) : SimulationInvariant
{
    private readonly HashSet<long> _effects = [];
    private readonly Dictionary<PartitionLog, long> _scanned = [];
    private readonly List<LogEntry> _undecided = [];

    /// <inheritdoc/>
    protected internal override string? CheckCommit(SimulatedCluster cluster, OffsetCommit commit)
    {
        // Collected at every commit, because output that its own readers have committed may be deleted.
        CollectEffects(cluster);
        if (commit.Partition.Topic != flow.Input)
        {
            return null;
        }

        var log = cluster.Topics.Get(commit.Partition);
        if (commit.Offset > log.EndOffset)
        {
            return $"Committed beyond the end: {log.Partition} up to offset {commit.Offset}, but the log ends at {log.EndOffset}.";
        }

        var from = Math.Max(_scanned.GetValueOrDefault(log), log.StartOffset);
        for (var offset = from; offset < commit.Offset; offset++)
        {
            if (IsUnfinished(log, offset, out var identity))
            {
                return "Committed too early: " +
                    $"{log.Partition} up to offset {commit.Offset}, but record {identity} at offset {offset} has no effect in '{flow.Output}'.";
            }
        }

        _scanned[log] = Math.Max(from, commit.Offset);
        var done = CommitMetadata.Decode(in commit, default).Done;
        for (var offset = Math.Max(commit.Offset, log.StartOffset); done.ReachesBeyond(offset) && offset < log.EndOffset; offset++)
        {
            if (done.Contains(offset) && IsUnfinished(log, offset, out var identity))
            {
                return $"Called done too early: record {identity} at {log.Partition} offset {offset} has no effect in '{flow.Output}'.";
            }
        }

        return null;
    }

    private bool IsUnfinished(PartitionLog log, long offset, out long? identity)
    {
        var entry = log[offset];
        identity = entry.IsVisible(readCommitted: true) ? flow.InputOf(in entry) : null;
        return identity is { } expected && !_effects.Contains(expected);
    }

    private void CollectEffects(SimulatedCluster cluster)
    {
        for (var i = _undecided.Count - 1; i >= 0; i--)
        {
            if (_undecided[i].Transaction!.IsEnded)
            {
                Collect(_undecided[i]);
                _undecided.RemoveAt(i);
            }
        }

        foreach (var log in flow.OutputsIn(cluster))
        {
            for (var offset = Math.Max(_scanned.GetValueOrDefault(log), log.StartOffset); offset < log.EndOffset; offset++)
            {
                Collect(log[offset]);
            }

            _scanned[log] = log.EndOffset;
        }
    }

    private void Collect(LogEntry entry)
    {
        if (entry.Transaction is { IsEnded: false })
        {
            _undecided.Add(entry);
        }
        else if (entry.IsVisible(readCommitted: true) && flow.OutputOf(in entry) is { } identity)
        {
            _effects.Add(identity);
        }
    }
}
