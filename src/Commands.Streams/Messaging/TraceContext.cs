using System.Diagnostics;
using Commands.Streams.Records;

namespace Commands.Streams.Messaging;

/// <summary>Puts the trace that a command belongs to into its headers.</summary>
internal static class TraceContext
{
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
