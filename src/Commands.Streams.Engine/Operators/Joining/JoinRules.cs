namespace Commands.Streams.Operators.Joining;

/// <summary>The rules of time for one side of a join of two streams, in milliseconds.</summary>
/// <param name="Before">How much earlier a record of the other side may be.</param>
/// <param name="After">How much later a record of the other side may be.</param>
/// <param name="Grace">How late records may come.</param>
/// <param name="IsLeft">True for the left side.</param>
/// <param name="KeepsUnmatched">True if records of this side without a match lead to a result.</param>
internal sealed record JoinRules(long Before, long After, long Grace, bool IsLeft, bool KeepsUnmatched)
{
    /// <summary>The earliest timestamp that matches.</summary>
    public long From(long timestamp) => Math.Max(0, Add(timestamp, -Before));

    /// <summary>The latest timestamp that matches.</summary>
    public long To(long timestamp) => Math.Max(0, Add(timestamp, After));

    /// <summary>
    /// True if a record is so late that a match would have to be late as well. Kafka Streams leaves the grace out here, so a match within it comes in addition
    /// to the result without one.
    /// </summary>
    public bool IsTooLateToWait(long timestamp, long streamTime) => To(timestamp) < streamTime;

    /// <summary>True if no record can match any more that is not later than the grace.</summary>
    public bool IsClosed(long timestamp, long streamTime) => Add(timestamp, After + Grace) < streamTime;

    /// <summary>The rules of the other side.</summary>
    public JoinRules Reverse(bool keepsUnmatched) => new(After, Before, Grace, !IsLeft, keepsUnmatched);

    /// <summary>Timestamps come from clients, so they may be as large as a number can be.</summary>
    private static long Add(long timestamp, long difference) =>
        difference > 0 && timestamp > long.MaxValue - difference ? long.MaxValue : timestamp + difference;
}
