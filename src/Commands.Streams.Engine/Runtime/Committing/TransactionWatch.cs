using Commands.Streams.Records;
using Commands.Streams.Runtime.Workers;

namespace Commands.Streams.Runtime.Committing;

/// <summary>
/// Logs if a transaction takes long to commit, retries with other producers included, for example because the cluster is waiting for a broker that has gone.
/// The worker is blocked in client calls meanwhile, so a timer's thread does this. Worker only, apart from the timer's callback.
/// </summary>
internal sealed class TransactionWatch(RuntimeSettings settings, WorkerTasks tasks, BlockedOutputs blocked, string worker)
{
    private readonly Lock _lock = new();
    private readonly List<TopicPartition> _written = [];
    private ITimer? _timer;
    private bool _isOn;

    /// <summary>Called when a transaction is about to be committed.</summary>
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
    /// Called when the transaction has been committed, or there is nothing to commit. A transaction that failed is watched until another one has repeated its
    /// work.
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
