using Commands.Streams.Kafka.Native;

namespace Commands.Streams.Kafka.Errors;

/// <summary>
/// What a client has reported of its connections lately: why it has not done in time what it was asked to do. An authentication that fails, for example,
/// comes out of no call; the calls time out. Thread-safe.
/// </summary>
internal sealed class ClientReports(TimeProvider time)
{
    private const string FailedFacility = "FAIL";
    private const string ThreadPrefix = "[thrd:";

    /// <summary>A client repeats the same report of a broker every 30 s.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(60);

    private volatile Report? _last;
    private volatile Report? _refusal;

    /// <summary>Why brokers that are there do not want this client: waiting changes nothing. Null if none has said so lately.</summary>
    public NativeError? Refusal => Find(_refusal);

    /// <summary>Whether a broker has refused the client's password, token or certificate, or the client the broker's certificate.</summary>
    public bool IsUnauthenticated => Refusal is { } refusal && refusal.Code != NativeErrorCodes.Transport;

    /// <summary>The last report in a sentence, with a space before it; empty if there is none.</summary>
    public string Hint => (Find(_refusal) ?? Find(_last)) is { } error ? $" The client's last report: {error.Reason.TrimEnd('.')}." : "";

    /// <summary>Callbacks that tell this of errors too.</summary>
    public NativeCallbacks Listen(NativeCallbacks callbacks) => callbacks with
    {
        Log = (severity, facility, text) =>
        {
            NoteLine(facility, text);
            callbacks.Log?.Invoke(severity, facility, text);
        },
        Error = error =>
        {
            Note(error);
            callbacks.Error?.Invoke(error);
        },
    };

    /// <summary>The client writes a line to its log. A connection that the broker closes is told there only.</summary>
    public void NoteLine(string facility, string text)
    {
        if (facility == FailedFacility)
        {
            _last = new Report(new NativeError(NativeErrorCodes.Transport, WithoutThread(text)), time.GetTimestamp());
        }
    }

    /// <summary>The client reports an error.</summary>
    public void Note(NativeError error)
    {
        if (error.Code == NativeErrorCodes.AllBrokersDown)
        {
            return; // follows from what was reported before, and says less
        }

        var report = new Report(error, time.GetTimestamp());
        _last = report;
        if (IsRefusal(error))
        {
            _refusal = report;
        }
    }

    private static string WithoutThread(string text) =>
        text.StartsWith(ThreadPrefix, StringComparison.Ordinal) && text.IndexOf("]: ", StringComparison.Ordinal) is > 0 and var end ? text[(end + 3)..] : text;

    private static bool IsRefusal(NativeError error) =>
        error.Code is NativeErrorCodes.Authentication or NativeErrorCodes.SaslAuthenticationFailed or NativeErrorCodes.UnsupportedSaslMechanism
        || (error.Code == NativeErrorCodes.Ssl && error.Reason.Contains("certificate", StringComparison.OrdinalIgnoreCase))
        || error.Reason.Contains("security.protocol", StringComparison.Ordinal)
        || error.Reason.Contains("connecting to a ", StringComparison.Ordinal);

    private NativeError? Find(Report? report) => report is not null && time.GetElapsedTime(report.At) < Recent ? report.Error : null;

    private sealed record Report(NativeError Error, long At);
}
