using System.Globalization;
using Commands.Streams.Clients;
using Commands.Streams.Graph;
using Commands.Streams.Records;

namespace Commands.Streams.Runtime.Starting;

/// <summary>Creates the application's own topics, and checks those that exist already.</summary>
internal sealed class OwnTopics(TopologyGraph graph, TopicNaming naming, CreatedTopics created)
{
    private const string MaxMessageBytes = "max.message.bytes";

    /// <summary>The broker's default for <c>max.message.bytes</c>.</summary>
    private const int DefaultMaxMessageBytes = 1_048_588;

    /// <summary>How much our own headers may add to a record that is copied from another topic.</summary>
    private const int RoomForHeaders = 65_536;

    public async Task MakeAsync(
        IReadOnlyDictionary<string, int> counts,
        IReadOnlyDictionary<string, TopicDetails> described,
        short replicationFactor,
        List<string> problems,
        CancellationToken cancellationToken)
    {
        if (graph.InternalTopics.Count == 0)
        {
            return;
        }

        List<TopicSpecification> wanted = [.. graph.InternalTopics.Values.Select(topic => Specify(topic, counts[topic.Name], described, replicationFactor))];
        var existing = await created.MakeAsync(wanted, cancellationToken).ConfigureAwait(false);
        foreach (var topic in graph.InternalTopics.Values)
        {
            Check(topic, counts[topic.Name], existing, problems);
        }
    }

    private void Check(InternalTopic topic, int count, IReadOnlyDictionary<string, int> existing, List<string> problems)
    {
        var name = naming.InCluster(topic.Name);
        if (!existing.TryGetValue(name, out var found))
        {
            problems.Add($"The internal topic '{name}' was created, but the cluster does not list it. Check the broker's log.");
        }
        else if (found != count)
        {
            problems.Add(topic.Like is { } like
                ? $"Topic '{name}' exists with {found} partitions, but '{like}', whose records it takes, has {count}. " +
                    "Give it as many; their records keep their partitions."
                : $"The internal topic '{name}' exists with {found} partitions, but the topology needs {count}. " +
                    "Stop all instances, delete the topic so that it is made again, or run under another application id.");
        }
    }

    private TopicSpecification Specify(InternalTopic topic, int partitions, IReadOnlyDictionary<string, TopicDetails> described, short replicationFactor)
    {
        var configuration = new Dictionary<string, string>
        {
            ["cleanup.policy"] = "delete",

            // The application itself deletes records that it has committed.
            ["retention.ms"] = "-1",
            ["segment.bytes"] = "52428800",
            ["message.timestamp.type"] = "CreateTime",

            // Records keep the timestamp of the topic they come from, whatever it is.
            ["message.timestamp.before.max.ms"] = "9223372036854775807",
            ["message.timestamp.after.max.ms"] = "9223372036854775807",
        };
        if (topic.Like is { } like)
        {
            configuration[MaxMessageBytes] = (LimitOf(described.GetValueOrDefault(like)) + RoomForHeaders).ToString(CultureInfo.InvariantCulture);
        }

        return new TopicSpecification(naming.InCluster(topic.Name), partitions) { ReplicationFactor = replicationFactor, Configuration = configuration };
    }

    private static int LimitOf(TopicDetails? topic) =>
        topic?.Configuration.GetValueOrDefault(MaxMessageBytes) is { } text
        && int.TryParse(text, CultureInfo.InvariantCulture, out var limit)
        && limit <= int.MaxValue - RoomForHeaders
            ? limit
            : DefaultMaxMessageBytes;
}
