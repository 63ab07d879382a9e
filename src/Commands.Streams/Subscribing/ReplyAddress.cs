namespace Commands.Streams.Subscribing;

/// <summary>Where the response to one command goes. The topic is an allowed one; the partition is as the issuer asked, so it may not exist.</summary>
internal readonly record struct ReplyAddress(string Topic, int? Partition);
