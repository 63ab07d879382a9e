namespace Commands.Streams.Graph;

/// <summary>Maps internal topics to their names in the cluster: the application's id, a hyphen, and the topic's own name.</summary>
internal sealed class TopicNaming(string applicationId, IReadOnlySet<string> internalTopics)
{
    public string ApplicationId => applicationId;

    public string InCluster(string topic) => internalTopics.Contains(topic) ? $"{applicationId}-{topic}" : topic;
}
