namespace Commands.Streams.Kafka;

/// <summary>A token for SASL/OAUTHBEARER.</summary>
/// <param name="Value">The token itself, usually a signed JWT.</param>
/// <param name="ExpiresAt">The time at which it expires; the client requests the next one before that.</param>
/// <param name="Principal">The name of the principal that it authenticates.</param>
/// <param name="Extensions">SASL extensions; <see langword="null"/> for none.</param>
public sealed record BearerToken(string Value, DateTimeOffset ExpiresAt, string Principal, IReadOnlyDictionary<string, string>? Extensions = null);
