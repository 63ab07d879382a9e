using Commands.Streams.Processors;

namespace Commands.Streams.Tasks;

/// <summary>One schedule: its next due time and the callback. Times are in Unix milliseconds.</summary>
internal sealed class PunctuationSchedule(string node, long due, long interval, Action<long> callback) : ICancellable
{
    public string Node { get; } = node;

    public long Due { get; private set; } = due;

    public bool IsCancelled { get; private set; }

    public void Cancel() => IsCancelled = true;

    public void Fire(long now) => callback(now);

    /// <summary>
    /// Moves the due time to the first multiple of the interval after now; missed ones are not made up for. Cancels the schedule if that time would overflow.
    /// </summary>
    public void MoveOn(long now)
    {
        var missed = Math.Max(now - Due, 0) / interval;
        if (missed >= (long.MaxValue - Due) / interval)
        {
            Cancel();
            return;
        }

        Due += (missed + 1) * interval;
    }
}
