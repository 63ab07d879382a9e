namespace Commands.Streams.Operators.Joining;

/// <summary>The time that the two sides of a join of streams share. Worker only.</summary>
internal sealed class JoinTime
{
    /// <summary>The value of <see cref="EarliestWaiting"/> if no record waits. It leaves room for windows.</summary>
    public const long NoneWaits = long.MaxValue / 2;

    private long _nextEmission;

    /// <summary>The largest timestamp seen on either side; -1 before the first.</summary>
    public long StreamTime { get; private set; } = -1;

    /// <summary>No record that waits for a match is earlier; <see cref="NoneWaits"/> if none does. It is unknown, and so 0, after a start.</summary>
    public long EarliestWaiting { get; set; }

    public void Advance(long timestamp) => StreamTime = Math.Max(StreamTime, timestamp);

    /// <summary>True if it is time to look for records that nothing can match any more: each look costs a scan of the store.</summary>
    public bool MayEmit(Tasks.TaskContext context)
    {
        if (context.EmitInterval > 0)
        {
            var now = context.SystemTime;
            if (now < _nextEmission)
            {
                return false;
            }

            _nextEmission = now + context.EmitInterval;
        }

        return true;
    }
}
