using Commands.Streams.Records;
using Commands.Streams.Runtime.Querying;

namespace Commands.Streams.Runtime.Workers;

/// <summary>A worker's thread: runs it until it fails or is asked to stop. A worker never ends silently; the lifecycle is always told.</summary>
internal sealed class WorkerThread(StreamWorker worker, WorkerSignal signal, RuntimeSettings settings, IWorkerLifecycle lifecycle)
{
    private static readonly TimeSpan PauseBeforeReplacement = TimeSpan.FromSeconds(1);

    private volatile bool _stopRequested;

    public string Name => worker.Name;

    /// <summary>The output partitions that do not acknowledge records.</summary>
    public IReadOnlyList<TopicPartition> BlockedOutputs => worker.BlockedOutputs;

    /// <summary>Questions to the worker's state stores.</summary>
    public WorkerQueries Queries => worker.Queries;

    /// <summary>The current turn.</summary>
    public WorkerTurn Turn { get; } = new(settings.TimeProvider);

    public WorkerPhase Phase { get; private set; } = WorkerPhase.Starting;

    public void Start()
    {
        worker.PhaseChanged = phase =>
        {
            Phase = phase;
            lifecycle.OnPhaseChanged();
        };

        // The worker must not inherit the ambient context of the caller that starts the application, such as its activity.
        new Thread(Run) { Name = worker.Name, IsBackground = true }.UnsafeStart();
    }

    public void RequestStop()
    {
        _stopRequested = true;
        worker.EndTurns();
        signal.Set();
    }

    private void Run()
    {
        try
        {
            while (!TryRun())
            {
                WorkerLog.Replaced(settings.Logger, worker.Name);
                Rest(PauseBeforeReplacement);
            }
        }
        catch (Exception exception)
        {
            // A logger threw. That must not end the process, and nobody may wait for the worker forever.
            lifecycle.OnWorkerFailed(exception);
        }
        finally
        {
            worker.Queries.Close();
            Phase = WorkerPhase.Dead;
            lifecycle.OnWorkerEnded();
        }
    }

    /// <summary>Waits for the full time unless the worker is to stop, because leftovers of the failed worker may still set the signal.</summary>
    private void Rest(TimeSpan pause)
    {
        var rest = new Pause(TimeProvider.System);
        for (var left = rest.Begin(pause); left > TimeSpan.Zero && !_stopRequested; left = rest.Left)
        {
            signal.Wait(left);
        }
    }

    /// <summary>Runs until the worker ends.</summary>
    /// <returns>False if it failed and should be replaced.</returns>
    private bool TryRun()
    {
        try
        {
            while (!_stopRequested)
            {
                Turn.Begin();
                var wait = worker.Step();
                Turn.End();
                if (wait > TimeSpan.Zero)
                {
                    signal.Wait(wait);
                }
            }

            Turn.Begin();
            worker.Stop();
            Turn.End();
            return true;
        }
        catch (Exception exception)
        {
            return OnFailed(exception);
        }
    }

    /// <summary>Abandons the worker's work, so that other members take it over.</summary>
    /// <returns>True if the failure is permanent; false if the worker is to be replaced.</returns>
    private bool OnFailed(Exception exception)
    {
        Turn.Begin();
        WorkerLog.Failed(settings.Logger, exception, worker.Name);
        try
        {
            worker.Abandon();
        }
        catch (Exception second)
        {
            WorkerLog.UncleanClose(settings.Logger, second, worker.Name);
        }

        bool replaces;
        try
        {
            replaces = !_stopRequested && settings.ReplacesWorker(exception);
        }
        catch (Exception second)
        {
            exception = new AggregateException("The uncaught exception handler itself threw.", exception, second);
            replaces = false;
        }

        Turn.End();
        if (!replaces)
        {
            lifecycle.OnWorkerFailed(exception);
        }

        return !replaces;
    }
}
