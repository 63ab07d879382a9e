using System.Diagnostics;
using Commands.Streams.Records;

namespace Commands.Streams.Messaging;

/// <summary>Puts the trace that a command belongs to into its headers, and reads it from there.</summary>
internal static class TraceContext
{
    /// <summary>The most bytes of a header that are read: what W3C allows baggage.</summary>
    private const int MaxBytes = 8192;

    /// <summary>The activity that a command was created in; none if the headers do not say, or cannot be understood.</summary>
    public static ActivityContext Read(Headers headers)
    {
        if (headers.Count == 0)
        {
            return default;
        }

        DistributedContextPropagator.Current.ExtractTraceIdAndState(headers, Find, out var parent, out var state);
        return ActivityContext.TryParse(parent, state, isRemote: true, out var context) ? context : default;
    }

    /// <summary>Hands the baggage of a command on to an activity.</summary>
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

    /// <summary>Adds what says so of the activity at work, if there is one.</summary>
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
