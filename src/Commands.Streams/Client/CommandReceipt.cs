namespace Commands.Streams;

/// <summary>The broker's acknowledgement: the command is durable.</summary>
/// <param name="Topic">The command topic.</param>
/// <param name="Partition">The partition it is in.</param>
/// <param name="Offset">Its offset.</param>
/// <param name="Timestamp">The timestamp the log has for it, in Unix milliseconds.</param>
/// <param name="CorrelationId">What the response will carry.</param>
/// <param name="CommandId">What stays the same if the command is sent again.</param>
public sealed record CommandReceipt(string Topic, int Partition, long Offset, long Timestamp, CorrelationId CorrelationId, CommandId CommandId);
