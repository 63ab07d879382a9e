namespace Commands.Streams.Subscribing;

/// <summary>
/// The address of the response to one command, and the time until which it is useful. The topic is an allowed one, or null if there is no response;
/// the partition is the one that the issuer asked for, so it may not exist; the deadline is Unix time in milliseconds including the tolerance, or 0.
/// </summary>
internal readonly record struct ReplyAddress(string? Topic, int? Partition, long Deadline = 0)
{
    public bool IsOpen(long now) => Topic is not null && (Deadline == 0 || now <= Deadline);
}
