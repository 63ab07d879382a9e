namespace Commands.Streams.Kafka.Native;

/// <summary>
/// What a native client tells its owner besides records. Log lines and token requests arrive on librdkafka's threads, errors and statistics on the
/// thread that polls the client; each must return soon and call nothing of the client. What a log callback throws is dropped; what the callbacks
/// for errors and statistics throw comes out of the call that polled.
/// </summary>
internal sealed record NativeCallbacks
{
    /// <summary>Tells nobody anything: librdkafka's log lines are dropped.</summary>
    public static readonly NativeCallbacks None = new();

    /// <summary>A log line: severity (syslog's, 0 to 7), facility, message.</summary>
    public Action<int, string, string>? Log { get; init; }

    /// <summary>An error of the client as a whole, for example that no broker can be reached. Most pass by themselves.</summary>
    public Action<NativeError>? Error { get; init; }

    /// <summary>Statistics as librdkafka's JSON, every <c>statistics.interval.ms</c>.</summary>
    public Action<string>? Statistics { get; init; }

    /// <summary>The same statistics as UTF-8 in librdkafka's memory, valid during the call.</summary>
    public ReadOnlySpanAction? RawStatistics { get; init; }

    /// <summary>
    /// Gets a token for SASL/OAUTHBEARER, on a background thread of the client; what it throws becomes the reason of a failed authentication.
    /// Omit it if librdkafka fetches tokens itself (<c>sasl.oauthbearer.method=oidc</c>).
    /// </summary>
    public Func<BearerToken>? RefreshToken { get; init; }
}
