namespace Commands.Streams.Kafka;

/// <summary>
/// Gets a token for SASL/OAUTHBEARER. Called for every client of the cluster (each worker has two) before it connects and again before its token
/// ends, never on a worker's thread. An exception becomes the reason of a failed authentication, and the client asks again ten seconds later.
/// </summary>
/// <param name="cancellationToken">Ends after a minute: a token that has not come by then is given up.</param>
public delegate Task<BearerToken> BearerTokenProvider(CancellationToken cancellationToken);
