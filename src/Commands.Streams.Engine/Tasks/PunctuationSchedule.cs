using Commands.Streams.Processors;

namespace Commands.Streams.Tasks;

/// <summary>One schedule: when it is due next and what it calls. Times are Unix milliseconds.</summary>
internal sealed class PunctuationSchedule(string node, long due, long interval, Action<long> callback) : ICancellable
{
    public string Node { get; } = node;

    public long Due { get; private set; } = due;

    public bool IsCancelled { get; private set; }

    public void Cancel() => IsCancelled = true;

    public void Fire(long now) => callback(now);

    /// <summary>Moves on to the first multiple of the interval after now; missed ones are left out. If no time is left, the schedule is over.</summary>
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
