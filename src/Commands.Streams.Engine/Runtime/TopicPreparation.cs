using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Graph;

namespace Commands.Streams.Runtime;

/// <summary>
/// Before the workers start: every topic that is read or written must exist, streams that meet must have equal partition counts, and the
/// application's own topics are made, or checked where they exist (semantics 2.17). All problems are thrown together.
/// </summary>
internal sealed class TopicPreparation(TopologyGraph graph, TopicNaming naming, short replicationFactor, ITopicAdmin admin)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        var external = await CountExternalAsync(problems, cancellationToken).ConfigureAwait(false);
        ThrowIfAny(problems);
        var counts = PartitionCounts.Find(graph, external, problems);
        ThrowIfAny(problems);
        await MakeInternalAsync(counts, problems, cancellationToken).ConfigureAwait(false);
        ThrowIfAny(problems);
    }

    private async Task<Dictionary<string, int>> CountExternalAsync(List<string> problems, CancellationToken cancellationToken)
    {
        var sources = graph.SubTopologies.SelectMany(subTopology => subTopology.Sources).ToList();
        var sinks = graph.SubTopologies.SelectMany(subTopology => subTopology.Sinks).ToList();
        var readers = sources.SelectMany(source => source.Topics, (source, topic) => (topic, text: $"read by source node '{source.Name}'"));
        var writers = sinks.Where(sink => sink.Topic is not null).Select(sink => (topic: sink.Topic!, text: $"written by sink node '{sink.Name}'"));
        var users = readers.Concat(writers).Where(pair => !graph.InternalTopics.ContainsKey(pair.topic)).ToLookup(pair => pair.topic, pair => pair.text);

        HashSet<string> topics = [.. users.Select(group => group.Key)];
        if (sources.Any(source => source.Pattern is not null))
        {
            var all = await admin.ListTopicsAsync(cancellationToken).ConfigureAwait(false);
            topics.UnionWith(all.Where(topic => sources.Any(source => source.Pattern is not null && TopicPattern.IsWholeMatch(source.Pattern, topic))));
        }

        var counts = topics.Count == 0
            ? new Dictionary<string, int>()
            : new Dictionary<string, int>(await admin.GetPartitionCountsAsync(topics, cancellationToken).ConfigureAwait(false));
        foreach (var user in users.Where(user => !counts.ContainsKey(user.Key)))
        {
            problems.Add($"Topic '{user.Key}', {string.Join(" and ", user)}, does not exist. Create it, or correct the name.");
        }

        return counts;
    }

    private async Task MakeInternalAsync(IReadOnlyDictionary<string, int> counts, List<string> problems, CancellationToken cancellationToken)
    {
        if (graph.InternalTopics.Count == 0)
        {
            return;
        }

        var wanted = graph.InternalTopics.Keys.ToDictionary(naming.InCluster, topic => counts[topic]);
        await admin.CreateTopicsAsync([.. wanted.Select(pair => Repartition(pair.Key, pair.Value))], cancellationToken).ConfigureAwait(false);
        var existing = await admin.GetPartitionCountsAsync(wanted.Keys, cancellationToken).ConfigureAwait(false);
        foreach (var (topic, count) in wanted)
        {
            if (!existing.TryGetValue(topic, out var found))
            {
                problems.Add($"The internal topic '{topic}' was made, but the cluster does not show it. Look at the broker's log.");
            }
            else if (found != count)
            {
                problems.Add(graph.InternalTopics.TryGetValue(topic, out var own) && own.Like is { } like
                    ? $"Topic '{topic}' exists with {found} partitions, but '{like}', whose records it takes, has {count}. Give it as many; their records keep their partitions."
                    : $"The internal topic '{topic}' exists with {found} partitions, but the topology needs {count}. Stop all instances, delete the topic so that it is made " +
                    "again, or run under another application id.");
            }
        }
    }

    private TopicSpecification Repartition(string name, int partitions) => new(name, partitions)
    {
        ReplicationFactor = replicationFactor,
        Configuration = new Dictionary<string, string>
        {
            ["cleanup.policy"] = "delete",
            ["retention.ms"] = "-1",
            ["segment.bytes"] = "52428800",
            ["message.timestamp.type"] = "CreateTime",
        },
    };

    private static void ThrowIfAny(List<string> problems)
    {
        if (problems.Count > 0)
        {
            throw new StreamsConfigurationException(problems);
        }
    }
}
