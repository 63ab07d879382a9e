using Commands.Streams.Diagnostics;
using Commands.Streams.Errors;
using Commands.Streams.Records;

namespace Commands.Streams.Runtime.Workers;

/// <summary>
/// Checks twice a second which output partitions do not acknowledge records. Logs once when they stop and once when they are back, and keeps them from holding
/// up the rest. Under at-least-once, tasks that have written to them take no more records; under exactly-once, the transaction is aborted. Worker only, apart
/// from <see cref="Known"/> and <see cref="InTransaction"/>.
/// </summary>
internal sealed class BlockedOutputs(RuntimeSettings settings, WorkerTasks tasks, string worker)
{
    /// <summary>How long a partition may acknowledge nothing before that is reported and its tasks are held.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    private readonly TimeSpan _longest = settings.TransactionTimeout / 2 > Limit ? settings.TransactionTimeout / 2 : Limit;
    private readonly List<TopicPartition> _found = [];
    private readonly List<TopicPartition> _reported = [];
    private readonly KeyValuePair<string, object?> _tag = new("commands.streams.application.id", settings.ApplicationId);
    private volatile IReadOnlyList<TopicPartition> _known = [];
    private volatile IReadOnlyList<TopicPartition> _inTransaction = [];
    private readonly Pause _pause = new(settings.TimeProvider);

    /// <summary>The blocked partitions. Any thread.</summary>
    public IReadOnlyList<TopicPartition> Known => _inTransaction.Count == 0 ? _known : [.. _known.Union(_inTransaction)];

    /// <summary>The partitions written to by a transaction that takes long to end. Any thread.</summary>
    public IReadOnlyList<TopicPartition> InTransaction
    {
        get => _inTransaction;
        set => _inTransaction = value;
    }

    /// <summary>Checks the partitions, if it is time to.</summary>
    /// <exception cref="OutputsBlockedException">The open transaction must be repeated without the tasks that write to blocked partitions.</exception>
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

    /// <summary>
    /// Reports partitions that a commit has found to be blocked before the client's own report shows it. Reports them at once, since the commit continues with
    /// a call that may block. The next check is delayed, because the client's report is still outdated.
    /// </summary>
    public void Add(IReadOnlyList<TopicPartition> partitions)
    {
        _pause.Begin(Limit);
        _reported.AddRange(partitions.Except(_reported));
        Report();
    }

    /// <summary>Forgets everything, because the clients are gone.</summary>
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
    /// Aborts the transaction if it has waited long enough. Tasks that write elsewhere wait for it too, so the limit is short; but it grows with each failure,
    /// since work that is merely slow would otherwise be repeated endlessly. If nothing at all is acknowledged, no other task is waiting, and the cluster may
    /// be back in a moment, so the limit is the longest.
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
