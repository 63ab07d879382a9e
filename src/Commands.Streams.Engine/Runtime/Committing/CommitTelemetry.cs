using System.Diagnostics;
using Commands.Streams.Clients;
using Commands.Streams.Diagnostics;

namespace Commands.Streams.Runtime.Committing;

/// <summary>The span and duration of one commit. The span is called <c>commit &lt;topic&gt;</c>, or just <c>commit</c> if there are several topics.</summary>
internal readonly struct CommitTelemetry(RuntimeSettings settings)
{
    private readonly Activity? _activity = StreamsActivities.Source.HasListeners()
        ? StreamsActivities.Source.StartActivity("commit", ActivityKind.Client, default(ActivityContext))
        : null;

    private readonly long _start = settings.TimeProvider.GetTimestamp();

    /// <summary>Called when the commit has ended.</summary>
    /// <param name="offsets">The offsets to commit.</param>
    /// <param name="error">The failure; null if the commit succeeded.</param>
    public void End(IReadOnlyList<OffsetCommit> offsets, Exception? error = null)
    {
        if (_activity is null && !StreamsMeter.OperationDuration.Enabled)
        {
            return;
        }

        var tags = new TagList
        {
            { "messaging.system.name", "kafka" },
            { "messaging.operation.name", "commit" },
            { "messaging.operation.type", "settle" },
            { "messaging.consumer.group.name", settings.ApplicationId },
        };
        if (TopicOf(offsets) is { } topic)
        {
            tags.Add("messaging.destination.name", topic);
            _activity?.DisplayName = $"commit {topic}";
        }

        if (error is not null)
        {
            tags.Add("error.type", (error as Errors.ClientException)?.Code ?? error.GetType().FullName);
            _activity?.SetStatus(ActivityStatusCode.Error, error.Message);
        }

        StreamsMeter.OperationDuration.Record(settings.TimeProvider.GetElapsedTime(_start).TotalSeconds, in tags);
        if (_activity is not null)
        {
            foreach (var tag in tags)
            {
                _activity.SetTag(tag.Key, tag.Value);
            }

            _activity.Dispose();
        }
    }

    private static string? TopicOf(IReadOnlyList<OffsetCommit> offsets)
    {
        for (var i = 1; i < offsets.Count; i++)
        {
            if (offsets[i].Partition.Topic != offsets[0].Partition.Topic)
            {
                return null;
            }
        }

        return offsets.Count == 0 ? null : offsets[0].Partition.Topic;
    }
}
