using Commands.Streams.Interop;
using Commands.Streams.Records;

namespace Commands.Streams;

/// <summary>A response to a request that had already ended without one.</summary>
/// <param name="CorrelationId">The request's correlation id.</param>
/// <param name="Headers">The response's headers; read them with <see cref="HeadersExtensions"/>.</param>
/// <param name="Value">The response's bytes, or <see langword="null"/>.</param>
public sealed record LateResponse(CorrelationId CorrelationId, Headers Headers, byte[]? Value);
