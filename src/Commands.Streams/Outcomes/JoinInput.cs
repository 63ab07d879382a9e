namespace Commands.Streams;

/// <summary>A command or a response that has reached the join, with the bytes of the response; those of the command are not needed.</summary>
internal readonly record struct JoinInput(bool IsCommand, byte[]? Payload);
