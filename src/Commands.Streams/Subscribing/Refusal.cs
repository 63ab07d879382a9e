namespace Commands.Streams.Subscribing;

/// <summary>Why a command is answered without being handled.</summary>
internal sealed record Refusal(string Code, string Message);
