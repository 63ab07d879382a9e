namespace Commands.Streams.Subscribing.Deduplicating;

/// <summary>A command whose handler has ended with a result.</summary>
/// <param name="Topic">The command topic.</param>
/// <param name="Partition">The partition of the record that was handled.</param>
/// <param name="Offset">Its offset in the command topic.</param>
/// <param name="Response">The response to it.</param>
internal sealed record FinishedCommand(string Topic, int Partition, long Offset, StoredResponse Response)
{
    /// <summary>
    /// True if a record is the one that was handled, which is read again because its offset was not committed. It may never have been answered.
    /// </summary>
    public bool IsMadeBy(string? topic, int partition, long offset) => offset == Offset && partition == Partition && topic == Topic;
}
