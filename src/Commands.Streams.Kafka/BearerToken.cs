namespace Commands.Streams.Kafka;

/// <summary>A token for SASL/OAUTHBEARER.</summary>
/// <param name="Value">The token itself, mostly a signed JWT.</param>
/// <param name="ExpiresAt">When it ends; the client asks for the next one before that.</param>
/// <param name="Principal">The name of whom it stands for.</param>
/// <param name="Extensions">SASL extensions; <see langword="null"/> for none.</param>
public sealed record BearerToken(string Value, DateTimeOffset ExpiresAt, string Principal, IReadOnlyDictionary<string, string>? Extensions = null);
