namespace Commands.Streams.Issuing.Requests;

/// <summary>The arguments of a request, and the time of the call.</summary>
internal readonly record struct Request<TKey, TCommand>(TKey Key, TCommand Command, TimeSpan Timeout, CommandOptions Options)
{
    // Kafka's timestamps end with the year 9999, and no caller waits that long.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365_000);

    /// <summary>How long the caller waits; null for no limit.</summary>
    public TimeSpan? Limit => Timeout == System.Threading.Timeout.InfiniteTimeSpan || Timeout > Longest ? null : Timeout;
}
