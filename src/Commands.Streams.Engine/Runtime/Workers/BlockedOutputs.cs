using Commands.Streams.Diagnostics;
using Commands.Streams.Errors;
using Commands.Streams.Records;

namespace Commands.Streams.Runtime.Workers;

/// <summary>
/// Looks twice a second which output partitions do not acknowledge what was written to them, says so once when they stop and once when they are back, and
/// keeps what waits for them from holding up the rest: at-least-once, tasks that have written there take no more records; exactly-once, the transaction is
/// aborted. Worker only, but for <see cref="Known"/> and <see cref="InTransaction"/>.
/// </summary>
internal sealed class BlockedOutputs(RuntimeSettings settings, WorkerTasks tasks, string worker)
{
    /// <summary>How long a partition may be silent before that is reported, and its tasks are held.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    private readonly TimeSpan _longest = settings.TransactionTimeout / 2 > Limit ? settings.TransactionTimeout / 2 : Limit;
    private readonly List<TopicPartition> _found = [];
    private readonly List<TopicPartition> _reported = [];
    private readonly KeyValuePair<string, object?> _tag = new("commands.streams.application.id", settings.ApplicationId);
    private volatile IReadOnlyList<TopicPartition> _known = [];
    private volatile IReadOnlyList<TopicPartition> _inTransaction = [];
    private readonly Pause _pause = new(settings.TimeProvider);

    /// <summary>The partitions that are blocked. Any thread.</summary>
    public IReadOnlyList<TopicPartition> Known => _inTransaction.Count == 0 ? _known : [.. _known.Union(_inTransaction)];

    /// <summary>What a transaction has written to that takes long to end. Any thread.</summary>
    public IReadOnlyList<TopicPartition> InTransaction
    {
        get => _inTransaction;
        set => _inTransaction = value;
    }

    /// <summary>Looks, if it is time to.</summary>
    /// <exception cref="OutputsBlockedException">The open transaction has to be done again without what is blocked.</exception>
    public void Look(WorkerClients clients)
    {
        if (_pause.Left > TimeSpan.Zero)
        {
            return;
        }

        _pause.Begin(Period);
        _found.Clear();
        clients.Producer.CollectBlocked(Limit, _found);
        LookAfterTasks(clients);
        Report();
        if (_found.Count > 0 && clients.Producer.InTransaction)
        {
            GiveUpTransaction(clients);
        }
    }

    /// <summary>A commit has found out first, and goes on to a call that may last. The client hears of it later.</summary>
    public void Add(IReadOnlyList<TopicPartition> partitions)
    {
        _pause.Begin(Limit);
        _reported.AddRange(partitions.Except(_reported));
        Report();
    }

    /// <summary>Nothing is known any more: the clients are gone.</summary>
    public void Clear()
    {
        _found.Clear();
        _reported.Clear();
        Report();
    }

    private void LookAfterTasks(WorkerClients clients)
    {
        _reported.Clear();
        _reported.AddRange(_found);
        foreach (var assigned in tasks.All)
        {
            if (assigned.Hold is { } hold)
            {
                hold.Look(clients.Producer.HasLeader);
                _reported.AddRange(hold.Partitions.Except(_reported));
            }

            assigned.IsHeld = _found.Count > 0 && !settings.ExactlyOnce && assigned.Task.Written.Contains(_found);
        }
    }

    /// <summary>
    /// Others wait for the transaction that tasks have spoilt, so it is not waited for long. What is only slow would be done again without end, so with each
    /// failure it is waited for longer. If nothing is acknowledged at all, nobody else waits, and it may be the cluster that comes back in a moment.
    /// </summary>
    private void GiveUpTransaction(WorkerClients clients)
    {
        var failures = 0;
        var areAll = true;
        foreach (var assigned in tasks.All)
        {
            failures = Math.Max(failures, assigned.Hold?.Failures ?? 0);
            areAll &= assigned.Task.Written.AreWithin(_found);
        }

        areAll &= failures == 0;
        var patience = areAll ? _longest : Limit * Math.Pow(2, Math.Min(failures, 10) / 2);
        _found.Clear();
        clients.Producer.CollectBlocked(patience < _longest ? patience : _longest, _found);
        foreach (var assigned in tasks.All)
        {
            if (assigned.Task.Written.Contains(_found))
            {
                throw new OutputsBlockedException([.. _found], areAll);
            }
        }
    }

    private void Report()
    {
        var before = _known;
        if (before.Count + _reported.Count == 0)
        {
            return;
        }

        List<TopicPartition> blocked = [.. _reported.Except(before)];
        List<TopicPartition> back = [.. before.Except(_reported)];
        if (blocked.Count + back.Count == 0)
        {
            return;
        }

        _known = [.. _reported];
        StreamsMeter.BlockedOutputs.Add(blocked.Count - back.Count, _tag);
        if (blocked.Count > 0)
        {
            WorkerLog.OutputsBlocked(settings.Logger, worker, string.Join(", ", blocked), Limit);
        }

        if (back.Count > 0)
        {
            WorkerLog.OutputsBack(settings.Logger, worker, string.Join(", ", back));
        }
    }
}
