using Commands.Streams.Errors;
using Commands.Streams.Records;

namespace Commands.Streams.Tasks.Output;

/// <summary>A copy of a delivery that failed, kept until the client's call that reported it is over.</summary>
internal sealed record FailedDelivery(nint Token, string Topic, byte[]? Key, byte[]? Value, long Timestamp, Headers? Headers, ClientException Error);
