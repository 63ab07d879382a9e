namespace Commands.Streams.Tasks.Storing;

/// <summary>The names of changelog topics, as in Kafka Streams.</summary>
internal static class Changelogs
{
    public const string Suffix = "-changelog";

    /// <summary>Returns the name in the cluster of a store's changelog.</summary>
    public static string TopicOf(string applicationId, string store) => $"{applicationId}-{store}{Suffix}";
}
