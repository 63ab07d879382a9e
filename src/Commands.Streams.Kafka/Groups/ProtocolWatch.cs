using System.Globalization;

namespace Commands.Streams.Kafka.Groups;

/// <summary>
/// Learns whether brokers have the KIP-848 group protocol from what librdkafka logs about the requests of each broker it connects to. There is no
/// other way: librdkafka exposes no request versions, and a consumer whose broker lacks the request asks for its coordinator for ever, silently.
/// Lines come on librdkafka's threads.
/// </summary>
/// <param name="userContexts">The <c>debug</c> contexts that the user set, or <see langword="null"/>.</param>
/// <param name="wake">Called when a broker turned out to lack the protocol.</param>
internal sealed class ProtocolWatch(string? userContexts, Action wake)
{
    /// <summary>The debug context whose lines are watched; it speaks when a connection is made, and not afterwards.</summary>
    private const string Context = "feature";

    private const string Facility = "APIVERSION";
    private const string RefusalMark = "ConsumerGroupHeartbeat fatal error: Broker: API version not supported";
    private const string VersionsMark = "ApiKey ConsumerGroupHeartbeat (68) Versions ";

    // Version 0 was a preview in Kafka 3.7 to 3.9, which librdkafka does not speak.
    private const int FirstVersion = 1;

    private const int DebugSeverity = 7;

    private readonly string[] _userContexts = userContexts?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
    private volatile bool _isMissing;

    /// <summary>Whether a broker without the protocol was seen.</summary>
    public bool IsMissing => _isMissing;

    /// <summary>The value of <c>debug</c> that makes the client say what is watched, and what the user wanted to hear.</summary>
    public string DebugContexts => string.Join(',', _userContexts.Append(Context).Distinct());

    /// <summary>Notes a line.</summary>
    /// <returns>True if the user asked for it; false if only this watch did.</returns>
    public bool Hear(int severity, string facility, string text)
    {
        if (facility == "FATAL" && text.Contains(RefusalMark, StringComparison.Ordinal))
        {
            // The consumer starts over or throws, and says so; alone, the line would look like the end of the worker.
            return false;
        }

        if (severity != DebugSeverity || (facility != Facility && facility != "FEATURE"))
        {
            return severity < DebugSeverity || _userContexts.Length > 0;
        }

        if (!_isMissing && facility == Facility && ShowsAbsence(text))
        {
            _isMissing = true;
            wake();
        }

        return _userContexts.Contains(Context) || _userContexts.Contains("all");
    }

    private static bool ShowsAbsence(string text)
    {
        int versions = text.IndexOf(VersionsMark, StringComparison.Ordinal);

        if (versions < 0)
        {
            return text.Contains("ConsumerGroupHeartbeat", StringComparison.Ordinal) && text.Contains("NOT supported by broker", StringComparison.Ordinal);
        }

        int max = text.IndexOf("..", versions, StringComparison.Ordinal);

        return max > 0 && int.TryParse(text.AsSpan(max + 2), NumberStyles.Integer, CultureInfo.InvariantCulture, out int version) && version < FirstVersion;
    }
}
