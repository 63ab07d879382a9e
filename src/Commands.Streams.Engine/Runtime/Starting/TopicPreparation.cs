using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Graph;
using Commands.Streams.Graph.Definitions;
using Commands.Streams.Runtime.Watching;
using Microsoft.Extensions.Logging;

namespace Commands.Streams.Runtime.Starting;

/// <summary>
/// Prepares the topics before the workers start (section 2.17 of docs/kafka-streams-semantics.md): every topic that is read or written must exist, joined
/// streams must have equal partition counts, and the application's own topics are created, or checked if they exist. Throws all problems together; settings
/// that may be intended are only warned about.
/// </summary>
internal sealed class TopicPreparation(TopologyGraph graph, TopicNaming naming, ITopicAdmin admin, ILogger logger)
{
    /// <summary>The number of replicas of topics that are created; -1 for the broker's default.</summary>
    public short ReplicationFactor { get; init; } = -1;

    /// <summary>The topics that exception handlers write to.</summary>
    public IReadOnlyCollection<string> DeadLetterTopics { get; init; } = [];

    /// <summary>The clock for waits.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Receives the topics' ids.</summary>
    public TopicIdentities Identities { get; init; } = new();

    /// <summary>Receives the number of partitions of each state store.</summary>
    public StorePartitionCounts? StorePartitions { get; init; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        var external = await CountExternalAsync(problems, cancellationToken).ConfigureAwait(false);
        ThrowIfAny(problems);
        var counts = PartitionCounts.Find(graph, external, problems);
        ThrowIfAny(problems);
        var described = await admin.DescribeTopicsAsync([.. external.Keys], cancellationToken).ConfigureAwait(false);
        foreach (var (topic, details) in described)
        {
            Identities.Update(topic, details.Id);
        }

        new TopicAdvice(graph, logger).Give(DeadLetterTopics, described);
        var created = new CreatedTopics(admin, TimeProvider);
        await new OwnTopics(graph, naming, created).MakeAsync(counts, described, ReplicationFactor, problems, cancellationToken).ConfigureAwait(false);
        var changelogs = new ChangelogTopics(graph, naming.ApplicationId, admin, created) { Partitions = StorePartitions };
        await changelogs.MakeAsync(counts, ReplicationFactor, problems, cancellationToken).ConfigureAwait(false);
        ThrowIfAny(problems);
    }

    private static void ThrowIfAny(List<string> problems)
    {
        if (problems.Count > 0)
        {
            throw new StreamsConfigurationException(problems);
        }
    }

    private async Task<Dictionary<string, int>> CountExternalAsync(List<string> problems, CancellationToken cancellationToken)
    {
        var sources = graph.SubTopologies.SelectMany(subTopology => subTopology.Sources).ToList();
        var users = Users(sources).Where(user => !graph.InternalTopics.ContainsKey(user.Topic)).ToLookup(user => user.Topic, user => user.Text);
        HashSet<string> topics = [.. users.Select(group => group.Key)];
        if (sources.Any(source => source.Pattern is not null))
        {
            var all = await admin.ListTopicsAsync(cancellationToken).ConfigureAwait(false);
            topics.UnionWith(all.Where(topic => sources.Any(source => source.IsMatch(topic))));
        }

        var counts = topics.Count == 0
            ? new Dictionary<string, int>()
            : new Dictionary<string, int>(await admin.GetPartitionCountsAsync(topics, cancellationToken).ConfigureAwait(false));
        foreach (var user in users.Where(user => !counts.ContainsKey(user.Key)))
        {
            problems.Add($"Topic '{user.Key}', {string.Join(" and ", user.Distinct())}, does not exist. Create it, or correct the name.");
        }

        return counts;
    }

    /// <summary>Returns each topic that must exist, with the reason.</summary>
    private IEnumerable<(string Topic, string Text)> Users(IReadOnlyList<SourceDefinition> sources)
    {
        foreach (var source in sources)
        {
            foreach (var topic in source.Topics)
            {
                yield return (topic, $"read by source node '{source.Name}'");
            }
        }

        foreach (var sink in graph.SubTopologies.SelectMany(subTopology => subTopology.Sinks))
        {
            if (sink.Topic is { } topic)
            {
                yield return (topic, $"written by sink node '{sink.Name}'");
            }
        }

        foreach (var topic in graph.RequiredTopics.Keys.Where(required => !IsNamed(required)))
        {
            yield return (topic, "required by the topology");
        }

        foreach (var topic in DeadLetterTopics)
        {
            yield return (topic, "named by an exception handler for dead letters");
        }

        bool IsNamed(string topic) => graph.SubTopologies.Any(subTopology =>
            subTopology.Sources.Any(source => source.Topics.Contains(topic)) || subTopology.Sinks.Any(sink => sink.Topic == topic));
    }
}
