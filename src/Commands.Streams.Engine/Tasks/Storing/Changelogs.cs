using Commands.Streams.Records;

namespace Commands.Streams.Tasks.Storing;

/// <summary>The names of changelog topics, as in Kafka Streams.</summary>
internal static class Changelogs
{
    public const string Suffix = "-changelog";

    /// <summary>Returns the name in the cluster of a store's changelog.</summary>
    public static string TopicOf(string applicationId, string store) => $"{applicationId}-{store}{Suffix}";

    /// <summary>Returns the changelog partition of a task's store.</summary>
    public static TopicPartition PartitionOf(string applicationId, string store, TaskId task) => new(TopicOf(applicationId, store), task.Partition);
}
