using Commands.Streams.Records;
using Commands.Streams.Runtime.Workers;

namespace Commands.Streams.Runtime.Committing;

/// <summary>
/// Says so if a transaction takes long to be committed, tries with other producers included, for example because the cluster waits for a broker that has
/// gone: the worker stands in calls of its client meanwhile, so another thread has to. Worker only, but for what its timer calls.
/// </summary>
internal sealed class TransactionWatch(RuntimeSettings settings, WorkerTasks tasks, BlockedOutputs blocked, string worker)
{
    private readonly Lock _lock = new();
    private ITimer? _timer;
    private IReadOnlyList<TopicPartition>? _written;
    private bool _isOn;

    /// <summary>The transaction is about to be committed: its tasks do nothing meanwhile.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            if (_isOn)
            {
                return;
            }

            _isOn = true;
        }

        _timer ??= settings.TimeProvider.CreateTimer(
            static state => ((TransactionWatch)state!).OnTooLong(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(BlockedOutputs.Limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The commit has failed. What it was about is tried again, and watched until that has succeeded.</summary>
    public void Fail()
    {
        lock (_lock)
        {
            _written ??= Collect();
        }
    }

    /// <summary>It is committed, or there is nothing to commit.</summary>
    public void End()
    {
        _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        lock (_lock)
        {
            _isOn = false;
            _written = null;
            blocked.InTransaction = [];
        }
    }

    private void OnTooLong()
    {
        lock (_lock)
        {
            if (_isOn)
            {
                _written ??= Collect();
                blocked.InTransaction = _written;
                WorkerLog.TransactionLasts(settings.Logger, worker, string.Join(", ", _written), BlockedOutputs.Limit);
            }
        }
    }

    private List<TopicPartition> Collect()
    {
        List<TopicPartition> written = [];
        foreach (var assigned in tasks.All)
        {
            assigned.Task.Written.AddTo(written);
        }

        return [.. written.Distinct()];
    }
}
