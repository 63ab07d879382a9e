namespace Commands.Streams.Issuing.Requests;

/// <summary>What a caller asks for, and when.</summary>
internal readonly record struct Request<TKey, TCommand>(TKey Key, TCommand Command, TimeSpan Timeout, CommandOptions Options)
{
    // Kafka's timestamps end with the year 9999, and nobody waits that long.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365_000);

    /// <summary>How long the caller waits; null without limit.</summary>
    public TimeSpan? Limit => Timeout == System.Threading.Timeout.InfiniteTimeSpan || Timeout > Longest ? null : Timeout;
}
