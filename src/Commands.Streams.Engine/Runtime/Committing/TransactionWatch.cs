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
    private readonly List<TopicPartition> _written = [];
    private ITimer? _timer;
    private bool _isOn;

    /// <summary>The transaction is about to be committed.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            if (_isOn)
            {
                return;
            }

            _isOn = true;
            _written.Clear();
            foreach (var assigned in tasks.All)
            {
                assigned.Task.Written.AddTo(_written);
            }
        }

        _timer ??= settings.TimeProvider.CreateTimer(
            static state => ((TransactionWatch)state!).OnTooLong(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(BlockedOutputs.Limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// The transaction is committed, or there is nothing to commit. One that has failed is watched until another one has done its work again.
    /// </summary>
    public void End()
    {
        _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        lock (_lock)
        {
            _isOn = false;
            blocked.InTransaction = [];
        }
    }

    private void OnTooLong()
    {
        lock (_lock)
        {
            if (!_isOn)
            {
                return;
            }

            blocked.InTransaction = [.. _written.Distinct()];
            TimerLog.Write(() => WorkerLog.TransactionLasts(settings.Logger, worker, string.Join(", ", blocked.InTransaction), BlockedOutputs.Limit));
        }
    }
}
