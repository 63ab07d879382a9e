using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Processing;
using Commands.Streams.Records;

namespace Commands.Streams.Runtime;

/// <summary>
/// What a worker does when its partitions change (semantics 2.21): those that leave are drained and committed first, those that are lost are
/// dropped, those that come start where the group committed. Runs inside the consumer's calls. Worker only.
/// </summary>
internal sealed class WorkerRebalance(RuntimeSettings settings, WorkerTasks tasks, WorkerCommitter committer, string worker, Action<TimeSpan> wait)
    : IRebalanceListener
{
    private static readonly TimeSpan CommittedTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WaitStep = TimeSpan.FromMilliseconds(100);

    // The consumer is not polled meanwhile, and some errors pass only once it is.
    private static readonly TimeSpan LongestInsistence = TimeSpan.FromMinutes(1);

    private WorkerClients? _clients;

    /// <summary>Told of each change.</summary>
    public Action<WorkerPhase>? PhaseChanged { get; set; }

    /// <summary>The clients that the changes are about; null while the worker has given up its tasks, when changes mean nothing.</summary>
    public void Attach(WorkerClients? clients) => _clients = clients;

    public void OnPartitionsAssigned(IReadOnlyList<TopicPartition> partitions)
    {
        if (_clients is not { } clients)
        {
            return;
        }

        if (partitions.Count > 0)
        {
            WorkerLog.Assigned(settings.Logger, worker, Print(partitions));
            Start(clients, partitions, rewind: false);
        }

        PhaseChanged?.Invoke(WorkerPhase.Running);
    }

    public void OnPartitionsRevoked(IReadOnlyList<TopicPartition> partitions)
    {
        if (_clients is not { } clients || partitions.Count == 0)
        {
            return;
        }

        WorkerLog.Revoked(settings.Logger, worker, Print(partitions));
        PhaseChanged?.Invoke(WorkerPhase.Rebalancing);
        var leaving = tasks.Of(partitions);
        try
        {
            Drain(leaving);
            Commit(clients);
        }
        finally
        {
            tasks.Remove(partitions);
        }

        foreach (var task in leaving.Where(task => task.Queues.Count > 0))
        {
            task.EndDrain();
        }
    }

    public void OnPartitionsLost(IReadOnlyList<TopicPartition> partitions)
    {
        if (_clients is not { } clients || partitions.Count == 0)
        {
            return;
        }

        WorkerLog.Lost(settings.Logger, worker, Print(partitions));
        PhaseChanged?.Invoke(WorkerPhase.Rebalancing);
        tasks.Remove(partitions);
        if (clients.Producer.InTransaction)
        {
            var cause = new ClientException(ClientErrorKind.Fenced, "PARTITIONS_LOST", $"{Print(partitions)} went to other members.");
            throw new TaskMigratedException("The open transaction holds work for partitions that were lost.", cause);
        }
    }

    public void OnPositionLost(TopicPartition partition, long position, long logStart, long logEnd)
    {
        if (_clients is { } clients)
        {
            var start = StartOf(tasks.ResetOf(partition), partition);
            Insist(() =>
            {
                clients.Consumer.Seek(partition, start);
                return start;
            });
        }
    }

    /// <summary>Starts tasks for partitions at their committed offsets.</summary>
    /// <param name="clients">The worker's clients.</param>
    /// <param name="partitions">The partitions.</param>
    /// <param name="rewind">Whether the consumer is somewhere else and must go back.</param>
    public void Start(WorkerClients clients, IReadOnlyList<TopicPartition> partitions, bool rewind)
    {
        var committed = Insist(() => clients.Consumer.Committed(partitions, CommittedTimeout));
        foreach (var offset in committed)
        {
            var reset = tasks.ResetOf(offset.Partition);
            if (offset.Offset >= 0 ? rewind : rewind || reset != settings.OffsetReset)
            {
                var start = offset.Offset >= 0 ? offset.Offset : StartOf(reset, offset.Partition);
                Insist(() =>
                {
                    clients.Consumer.Seek(offset.Partition, start);
                    return start;
                });
            }
        }

        tasks.Add(committed, clients.Producer);
    }

    private static long StartOf(OffsetReset reset, TopicPartition partition) => reset switch
    {
        OffsetReset.Earliest => Offsets.Beginning,
        OffsetReset.Latest => Offsets.End,
        _ => throw new StreamsException($"Partition {partition} has no committed offset, and its offset reset is None. Commit one for the group, or choose another reset."),
    };

    private static string Print(IReadOnlyList<TopicPartition> partitions) => string.Join(", ", partitions);

    /// <summary>
    /// Calls the cluster until it answers: a partition that was assigned and not started would be nobody's. Where it does not answer, the worker joins
    /// again.
    /// </summary>
    private T Insist<T>(Func<T> call)
    {
        var failures = new FailureWindow(settings.TaskTimeout < LongestInsistence ? settings.TaskTimeout : LongestInsistence, settings.TimeProvider);
        while (true)
        {
            try
            {
                return call();
            }
            catch (ClientException exception) when (exception.Kind == ClientErrorKind.Retriable && failures.Failed() is { } pause)
            {
                WorkerLog.ClusterDelayed(settings.Logger, worker, exception.Message);
                wait(pause);
            }
            catch (ClientException exception) when (exception.Kind != ClientErrorKind.Fatal)
            {
                throw new TaskMigratedException($"Partitions could not be started: {exception.Message}", exception);
            }
        }
    }

    private void Drain(IReadOnlyList<StreamTask> leaving)
    {
        foreach (var task in leaving)
        {
            task.BeginDrain();
        }

        var start = settings.TimeProvider.GetTimestamp();
        while (Running(leaving) > 0)
        {
            foreach (var task in leaving)
            {
                task.FinishHandlers();
            }

            var left = settings.DrainTimeout - settings.TimeProvider.GetElapsedTime(start);
            var running = Running(leaving);
            if (running > 0 && left <= TimeSpan.Zero)
            {
                WorkerLog.HandlersCancelled(settings.Logger, worker, running, settings.DrainTimeout);
                return;
            }

            if (running > 0)
            {
                wait(left < WaitStep ? left : WaitStep);
            }
        }
    }

    private static int Running(IReadOnlyList<StreamTask> leaving) => leaving.Sum(task => task.RunningHandlers);

    private void Commit(WorkerClients clients)
    {
        var start = settings.TimeProvider.GetTimestamp();
        while (!committer.TryCommit(clients, WaitStep))
        {
            if (settings.TimeProvider.GetElapsedTime(start) >= settings.DrainTimeout)
            {
                WorkerLog.CommitDelayed(settings.Logger, worker, $"the partitions are leaving, and {settings.DrainTimeout} are over; what was not committed is done again elsewhere");
                return;
            }

            wait(TimeSpan.FromMilliseconds(10));
        }
    }
}
