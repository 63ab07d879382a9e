using System.Diagnostics;

namespace Commands.Streams.Diagnostics;

/// <summary>The library's source of spans, named <c>Commands.Streams</c>. If nobody listens, nothing is made.</summary>
internal static class StreamsActivities
{
    public static readonly ActivitySource Source = new(StreamsMeter.Name);
}
