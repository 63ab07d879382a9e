using System.Diagnostics;

namespace Commands.Streams.Tests.Support;

/// <summary>Listens to the library's spans of one topic.</summary>
internal sealed class SpanLog : IDisposable
{
    private readonly ActivityListener _listener;

    public SpanLog(string topic)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Commands.Streams",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.DisplayName.EndsWith($" {topic}", StringComparison.Ordinal))
                {
                    lock (Spans)
                    {
                        Spans.Add(activity);
                    }
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public List<Activity> Spans { get; } = [];

    public void Dispose() => _listener.Dispose();
}
