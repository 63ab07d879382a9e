namespace Commands.Streams.Kafka.Admin;

/// <summary>A point in time that several steps share. What remains is never negative.</summary>
internal readonly struct Deadline(TimeSpan timeout, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>The time that is left.</summary>
    public TimeSpan Remaining
    {
        get
        {
            TimeSpan remaining = timeout - time.GetElapsedTime(_start);

            return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
        }
    }
}
