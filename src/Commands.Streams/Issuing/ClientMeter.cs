using System.Diagnostics.Metrics;
using Commands.Streams.Telemetry;

namespace Commands.Streams.Issuing;

/// <summary>The instruments of issuers, on the library's meter. Tagged with the topic: of commands if requests are counted, of replies elsewhere.</summary>
internal static class ClientMeter
{
    public const string TopicTag = "messaging.destination.name";
    public const string ReasonTag = "reason";

    private static readonly Meter Meter = CommandTelemetry.Meter;

    public static readonly UpDownCounter<int> Pending = Meter.CreateUpDownCounter<int>(
        "commands.streams.client.requests.pending", "{request}", "Requests that wait for their response.");

    public static readonly Counter<long> Unknown = Meter.CreateCounter<long>(
        "commands.streams.client.requests.unknown", "{request}", "Requests that ended without it being known what became of the command.");

    public static readonly Counter<long> Late = Meter.CreateCounter<long>(
        "commands.streams.client.responses.late", "{response}", "Responses to requests that had ended without one.");

    public static readonly Counter<long> Duplicate = Meter.CreateCounter<long>(
        "commands.streams.client.responses.duplicate", "{response}", "Responses to requests that had been answered already.");

    public static readonly Counter<long> Foreign = Meter.CreateCounter<long>(
        "commands.streams.client.responses.foreign", "{response}", "Responses in shared reply topics that nobody here has asked for, or not lately.");

    /// <summary>Changes a number. A listener that throws changes nothing else.</summary>
    public static void Add(UpDownCounter<int> counter, int change, KeyValuePair<string, object?> tag)
    {
        try
        {
            counter.Add(change, tag);
        }
        catch (Exception)
        {
            // Who listens must not decide whether a request ends.
        }
    }

    /// <summary>Counts one. A listener that throws changes nothing else.</summary>
    public static void AddOne(Counter<long> counter, KeyValuePair<string, object?> tag)
    {
        try
        {
            counter.Add(1, tag);
        }
        catch (Exception)
        {
            // Who listens must not decide whether a response is read.
        }
    }

    /// <summary>Counts a request of which nothing is known.</summary>
    public static void AddUnknown(KeyValuePair<string, object?> tag, UnknownReason reason)
    {
        try
        {
            Unknown.Add(1, tag, new(ReasonTag, Enum.GetName(reason)));
        }
        catch (Exception)
        {
            // Who listens must not decide whether a request ends.
        }
    }
}
