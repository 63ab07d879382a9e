using System.Globalization;
using Commands.Streams.Clients;
using Commands.Streams.Graph;
using Commands.Streams.Records;
using Commands.Streams.State;
using Commands.Streams.Tasks.Storing;

namespace Commands.Streams.Runtime.Starting;

/// <summary>
/// Creates the changelog topics of state stores, and checks those that exist already: as many partitions as their sub-topology has tasks, and the settings
/// that their kind of store needs (semantics 2.17).
/// </summary>
internal sealed class ChangelogTopics(TopologyGraph graph, string applicationId, ITopicAdmin admin, CreatedTopics created)
{
    private const string CleanupPolicy = "cleanup.policy";

    /// <summary>How long the changelog of a windowed store keeps more than the store does, because the clocks of brokers and records may differ.</summary>
    private static readonly TimeSpan AdditionalRetention = TimeSpan.FromDays(1);

    /// <summary>Receives the number of partitions of each store.</summary>
    public StorePartitionCounts? Partitions { get; init; }

    /// <summary>Creates the topics.</summary>
    /// <param name="counts">The partition counts of the topics that the topology reads.</param>
    /// <param name="replicationFactor">The number of replicas; -1 for the broker's default.</param>
    /// <param name="problems">Gets the problems.</param>
    /// <param name="cancellationToken">A token to cancel the wait.</param>
    public async Task MakeAsync(
        IReadOnlyDictionary<string, int> counts, short replicationFactor, List<string> problems, CancellationToken cancellationToken)
    {
        var wanted = new List<TopicSpecification>();
        foreach (var subTopology in graph.SubTopologies.Where(subTopology => subTopology.Stores.Any()))
        {
            if (PartitionsOf(subTopology, counts, problems) is { } partitions)
            {
                foreach (var store in subTopology.Stores)
                {
                    Partitions?.Set(store, partitions);
                }

                wanted.AddRange(subTopology.Stores.Select(name => graph.Stores[name]).Where(store => store.IsLogged).Select(store =>
                    new TopicSpecification(Changelogs.TopicOf(applicationId, store.Name), partitions)
                    {
                        ReplicationFactor = replicationFactor,
                        Configuration = ConfigurationOf(store),
                    }));
            }
        }

        if (wanted.Count == 0 || problems.Count > 0)
        {
            return;
        }

        string[] names = [.. wanted.Select(topic => topic.Name)];
        var existing = await created.MakeAsync(wanted, cancellationToken).ConfigureAwait(false);
        var described = await admin.DescribeTopicsAsync(names, cancellationToken).ConfigureAwait(false);
        foreach (var topic in wanted)
        {
            Check(topic, existing, described.GetValueOrDefault(topic.Name), problems);
        }
    }

    /// <summary>
    /// Returns the number of tasks of a sub-topology. Its sources must agree: the group assigns each topic by itself, so with different counts the partitions
    /// of one task could go to different workers, which would both write to its changelogs.
    /// </summary>
    private static int? PartitionsOf(SubTopology subTopology, IReadOnlyDictionary<string, int> counts, List<string> problems)
    {
        List<string> topics = [.. subTopology.Sources.SelectMany(source =>
            source.Pattern is null ? source.Topics : counts.Keys.Where(source.IsMatch)).Distinct()];
        if (topics.Select(topic => counts[topic]).Distinct().Count() <= 1)
        {
            return topics.Count == 0 ? null : counts[topics[0]];
        }

        problems.Add(
            $"The state stores {string.Join(", ", subTopology.Stores.Select(name => $"'{name}'"))} are used by processors that read topics with different " +
            $"partition counts: {string.Join(", ", topics.Select(topic => $"'{topic}' has {counts[topic]}"))}. Give the topics equal counts, or put " +
            "Repartition before the processors.");
        return null;
    }

    private static Dictionary<string, string> ConfigurationOf(StoreBuilder store)
    {
        var configuration = new Dictionary<string, string>
        {
            [CleanupPolicy] = "compact",
            ["message.timestamp.type"] = "CreateTime",

            // Entries keep the time of their records, whatever it is.
            ["message.timestamp.before.max.ms"] = "9223372036854775807",
            ["message.timestamp.after.max.ms"] = "9223372036854775807",
        };
        switch (store.Supplier)
        {
            case WindowStoreSupplier window:
                Expire(window.Retention);
                break;
            case SessionStoreSupplier session:
                Expire(session.Retention);
                break;
            case VersionedStoreSupplier versioned:
                configuration["min.compaction.lag.ms"] = Milliseconds(versioned.HistoryRetention + AdditionalRetention);
                break;
        }

        foreach (var (name, value) in store.TopicConfiguration)
        {
            configuration[name] = value;
        }

        return configuration;

        void Expire(TimeSpan retention)
        {
            configuration[CleanupPolicy] = "compact,delete";
            configuration["retention.ms"] = Milliseconds(retention + AdditionalRetention);
        }
    }

    private static string Milliseconds(TimeSpan time) => ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);

    private static void Check(TopicSpecification topic, IReadOnlyDictionary<string, int> existing, TopicDetails? details, List<string> problems)
    {
        if (!existing.TryGetValue(topic.Name, out var found))
        {
            problems.Add($"The changelog topic '{topic.Name}' was created, but the cluster does not list it. Check the broker's log.");
        }
        else if (found != topic.Partitions)
        {
            problems.Add(
                $"The changelog topic '{topic.Name}' exists with {found} partitions, but the topology needs {topic.Partitions}: the entries of a key would " +
                "be looked for in the wrong partition. Stop all instances and reset the application, or run under another application id.");
        }
        else if (details?.Configuration.GetValueOrDefault(CleanupPolicy) is { } policy && !policy.Contains("compact", StringComparison.Ordinal))
        {
            problems.Add(
                $"The changelog topic '{topic.Name}' has the {CleanupPolicy} '{policy}', which deletes entries that state stores still need. Set it to " +
                $"'{topic.Configuration[CleanupPolicy]}'.");
        }
    }
}
