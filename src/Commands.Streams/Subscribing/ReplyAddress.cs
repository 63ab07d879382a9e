namespace Commands.Streams.Subscribing;

/// <summary>
/// Where the response to one command goes, and until when it is of use. The topic is an allowed one, or null where nobody is answered; the partition is
/// as the issuer asked, so it may not exist; the deadline is Unix time in milliseconds, tolerance included, or 0.
/// </summary>
internal readonly record struct ReplyAddress(string? Topic, int? Partition, long Deadline = 0)
{
    public bool IsOpen(long now) => Topic is not null && (Deadline == 0 || now <= Deadline);
}
