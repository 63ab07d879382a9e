using Commands.Streams.Errors;

namespace Commands.Streams.Processing;

/// <summary>A copy of a delivery that failed, kept until the client's call that reported it is over.</summary>
internal sealed record FailedDelivery(nint Token, string Topic, byte[]? Key, byte[]? Value, ClientException Error);
