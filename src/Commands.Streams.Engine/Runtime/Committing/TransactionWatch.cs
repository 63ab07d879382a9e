using Commands.Streams.Records;
using Commands.Streams.Runtime.Workers;

namespace Commands.Streams.Runtime.Committing;

/// <summary>
/// Says so if a transaction takes long to end, for example because the cluster waits for a broker that has gone: the worker stands in a call of its client
/// meanwhile, so another thread has to. Worker only, but for what its timer calls.
/// </summary>
internal sealed class TransactionWatch(RuntimeSettings settings, WorkerTasks tasks, BlockedOutputs blocked, string worker)
{
    private readonly Lock _lock = new();
    private ITimer? _timer;
    private bool _isOn;

    /// <summary>The transaction is about to end: its tasks do nothing until it has.</summary>
    public void Begin()
    {
        _isOn = true;
        _timer ??= settings.TimeProvider.CreateTimer(
            static state => ((TransactionWatch)state!).OnTooLong(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(BlockedOutputs.Limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>It has ended, one way or the other.</summary>
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

            List<TopicPartition> written = [];
            foreach (var assigned in tasks.All)
            {
                assigned.Task.Written.AddTo(written);
            }

            blocked.InTransaction = [.. written.Distinct()];
            WorkerLog.TransactionLasts(settings.Logger, worker, string.Join(", ", blocked.InTransaction), BlockedOutputs.Limit);
        }
    }
}
