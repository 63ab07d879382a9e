using Commands.Streams.Records;

namespace Commands.Streams;

/// <summary>A command without its response yet, or a response without its command.</summary>
internal sealed record WaitingSide(CorrelationId CorrelationId, bool IsCommand, CommandId CommandId, Headers Headers, byte[]? Payload, long Timestamp);
