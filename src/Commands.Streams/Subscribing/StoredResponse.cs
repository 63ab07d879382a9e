using Commands.Streams.Records;

namespace Commands.Streams.Subscribing;

/// <summary>The response to a finished command, as it was written the first time.</summary>
/// <param name="Status">The status of the command.</param>
/// <param name="Value">The bytes of the response; null if it has none.</param>
/// <param name="Headers">All headers but the correlation id, which is the one of the command that is answered.</param>
internal sealed record StoredResponse(CommandStatus Status, byte[]? Value, Headers Headers);
