namespace Commands.Streams.Kafka;

/// <summary>
/// Returns a token for SASL/OAUTHBEARER. Called for every client of the cluster (each worker has two) before it connects and again before its token
/// expires, never on a worker's thread. An exception fails the authentication, and the client asks again ten seconds later.
/// </summary>
/// <param name="cancellationToken">A token that is cancelled after one minute; after that, a bearer token is no longer accepted.</param>
public delegate Task<BearerToken> BearerTokenProvider(CancellationToken cancellationToken);

/// <summary>A token for SASL/OAUTHBEARER.</summary>
/// <param name="Value">The token itself, usually a signed JWT.</param>
/// <param name="ExpiresAt">The time at which it expires; the client requests the next one before that.</param>
/// <param name="Principal">The name of the principal that it authenticates.</param>
/// <param name="Extensions">SASL extensions; <see langword="null"/> for none.</param>
public sealed record BearerToken(string Value, DateTimeOffset ExpiresAt, string Principal, IReadOnlyDictionary<string, string>? Extensions = null);
