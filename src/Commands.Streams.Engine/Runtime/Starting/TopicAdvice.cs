using System.Globalization;
using Commands.Streams.Clients;
using Commands.Streams.Graph;
using Microsoft.Extensions.Logging;

namespace Commands.Streams.Runtime.Starting;

/// <summary>Warns about topics that work, but perhaps not as intended.</summary>
internal sealed class TopicAdvice(TopologyGraph graph, ILogger logger)
{
    /// <summary>Dead letters that are kept for less may be deleted before anybody looks at them.</summary>
    private static readonly TimeSpan ShortRetention = TimeSpan.FromDays(1);

    public void Give(IReadOnlyCollection<string> deadLetterTopics, IReadOnlyDictionary<string, TopicDetails> described)
    {
        foreach (var required in graph.RequiredTopics.Values)
        {
            if (required.Partitions is { } wanted && described.TryGetValue(required.Name, out var topic) && topic.PartitionCount != wanted)
            {
                ApplicationLog.OtherPartitionCount(logger, required.Name, topic.PartitionCount, wanted);
            }
        }

        var sinks = graph.SubTopologies.SelectMany(subTopology => subTopology.Sinks).Where(sink => sink.TakesDeadLetters).Select(sink => sink.Topic!);
        foreach (var name in sinks.Union(deadLetterTopics))
        {
            if (described.TryGetValue(name, out var topic) && RetentionOf(topic) is { } retention && retention < ShortRetention)
            {
                ApplicationLog.ShortRetention(logger, name, retention);
            }
        }
    }

    /// <summary>Returns how long a topic keeps records; null if forever or unknown.</summary>
    private static TimeSpan? RetentionOf(TopicDetails topic) =>
        topic.Configuration.GetValueOrDefault("cleanup.policy", "delete").Contains("delete", StringComparison.Ordinal)
        && long.TryParse(topic.Configuration.GetValueOrDefault("retention.ms"), CultureInfo.InvariantCulture, out var milliseconds)
        && milliseconds >= 0
        && milliseconds < TimeSpan.MaxValue.TotalMilliseconds
            ? TimeSpan.FromMilliseconds(milliseconds)
            : null;
}
