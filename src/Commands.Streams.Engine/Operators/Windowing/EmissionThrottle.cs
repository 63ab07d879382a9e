using Commands.Streams.Tasks;

namespace Commands.Streams.Operators.Windowing;

/// <summary>Says when windows that have closed may be looked for: looking costs a range of the store, so it is not done at each record.</summary>
internal sealed class EmissionThrottle(TaskContext context)
{
    private long _next;

    /// <summary>The close time at the last emission; -1 before the first.</summary>
    public long LastCloseTime { get; private set; } = -1;

    /// <summary>True if windows may have closed since the last emission, and it is time to look for them.</summary>
    public bool IsDue(long closeTime)
    {
        if (closeTime <= LastCloseTime || closeTime < 0)
        {
            return false;
        }

        if (context.EmitInterval > 0)
        {
            var now = context.SystemTime;
            if (now < _next)
            {
                return false;
            }

            _next = now + context.EmitInterval;
        }

        return true;
    }

    /// <summary>Everything that had closed by a time has been emitted.</summary>
    public void OnEmitted(long closeTime) => LastCloseTime = closeTime;
}
