using System.Diagnostics.Metrics;
using Commands.Streams.Telemetry;

namespace Commands.Streams.Issuing;

/// <summary>
/// The instruments of issuers, on the library's meter. Tagged with the command topic for requests, and with the reply topic for responses.
/// </summary>
internal static class ClientMeter
{
    public const string TopicTag = MessagingTags.Destination;
    public const string ReasonTag = "reason";

    private static readonly Meter Meter = CommandTelemetry.Meter;

    public static readonly UpDownCounter<int> Pending = Meter.CreateUpDownCounter<int>(
        "commands.streams.client.requests.pending", "{request}", "Requests that are waiting for their response.");

    public static readonly Counter<long> Unknown = Meter.CreateCounter<long>(
        "commands.streams.client.requests.unknown", "{request}", "Requests that ended without knowing whether the command was handled.");

    public static readonly Counter<long> Late = Meter.CreateCounter<long>(
        "commands.streams.client.responses.late", "{response}", "Responses to requests that had already ended without one.");

    public static readonly Counter<long> Duplicate = Meter.CreateCounter<long>(
        "commands.streams.client.responses.duplicate", "{response}", "Responses to requests that had already been answered.");

    public static readonly Counter<long> Foreign = Meter.CreateCounter<long>(
        "commands.streams.client.responses.foreign",
        "{response}",
        "Responses in shared reply topics that belong to other clients, or to requests too old to be remembered.");

    /// <summary>Changes a counter. A listener that throws has no other effect.</summary>
    public static void Add(UpDownCounter<int> counter, int change, KeyValuePair<string, object?> tag)
    {
        try
        {
            counter.Add(change, tag);
        }
        catch (Exception)
        {
            // A listener must not affect whether a request ends.
        }
    }

    /// <summary>Increments a counter. A listener that throws has no other effect.</summary>
    public static void AddOne(Counter<long> counter, KeyValuePair<string, object?> tag)
    {
        try
        {
            counter.Add(1, tag);
        }
        catch (Exception)
        {
            // A listener must not affect whether a response is read.
        }
    }

    /// <summary>Counts a request with an unknown outcome.</summary>
    public static void AddUnknown(KeyValuePair<string, object?> tag, UnknownReason reason)
    {
        try
        {
            Unknown.Add(1, tag, new(ReasonTag, Enum.GetName(reason)));
        }
        catch (Exception)
        {
            // A listener must not affect whether a request ends.
        }
    }
}
