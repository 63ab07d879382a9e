using System.Diagnostics;

namespace Commands.Streams.Diagnostics;

/// <summary>The library's activity source, named <c>Commands.Streams</c>. Without a listener, no activity is created.</summary>
internal static class StreamsActivities
{
    public static readonly ActivitySource Source = new(StreamsMeter.Name);
}
