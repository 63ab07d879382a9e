namespace Commands.Streams;

/// <summary>The acknowledgement of the broker: the command is durable.</summary>
/// <param name="Topic">The command topic.</param>
/// <param name="Partition">The partition that holds it.</param>
/// <param name="Offset">Its offset.</param>
/// <param name="Timestamp">Its timestamp in the log in Unix milliseconds.</param>
/// <param name="CorrelationId">The id that the response will carry.</param>
/// <param name="CommandId">The id that stays the same when the command is sent again.</param>
public sealed record CommandReceipt(string Topic, int Partition, long Offset, long Timestamp, CorrelationId CorrelationId, CommandId CommandId);
