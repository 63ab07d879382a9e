using System.Diagnostics;
using Commands.Streams.Records;

namespace Commands.Streams.Messaging;

/// <summary>Writes the trace context of a command into its headers, and reads it from there.</summary>
internal static class TraceContext
{
    /// <summary>The largest number of bytes read from a header: the limit of W3C baggage.</summary>
    private const int MaxBytes = 8192;

    /// <summary>Returns the context of the activity in which a command was created; default if the headers have none, or are invalid.</summary>
    public static ActivityContext Read(Headers headers)
    {
        if (headers.Count == 0)
        {
            return default;
        }

        DistributedContextPropagator.Current.ExtractTraceIdAndState(headers, Find, out var parent, out var state);
        return ActivityContext.TryParse(parent, state, isRemote: true, out var context) ? context : default;
    }

    /// <summary>Copies the baggage of a command to an activity.</summary>
    public static void CopyBaggage(Headers headers, Activity activity)
    {
        if (DistributedContextPropagator.Current.ExtractBaggage(headers, Find) is { } baggage)
        {
            foreach (var (name, value) in baggage.Reverse())
            {
                activity.AddBaggage(name, value);
            }
        }
    }

    private static void Find(object? carrier, string name, out string? value, out IEnumerable<string>? values)
    {
        value = ((Headers)carrier!).Last(name) is { Length: <= MaxBytes } bytes ? System.Text.Encoding.UTF8.GetString(bytes) : null;
        values = null;
    }

    /// <summary>Writes the trace headers of the current activity, if there is one.</summary>
    public static void Add(List<Header> headers)
    {
        if (Activity.Current is { } activity)
        {
            DistributedContextPropagator.Current.Inject(activity, headers, static (carrier, name, value) =>
            {
                var headers = (List<Header>)carrier!;
                headers.RemoveAll(header => header.Name == name);
                headers.Add(new Header(name, System.Text.Encoding.UTF8.GetBytes(value)));
            });
        }
    }
}
