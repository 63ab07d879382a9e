namespace Commands.Streams.Graph;

/// <summary>Gives internal topics the names they have in the cluster: the application's id, a hyphen, their own.</summary>
internal sealed class TopicNaming(string applicationId, IReadOnlySet<string> internalTopics)
{
    public string InCluster(string topic) => internalTopics.Contains(topic) ? $"{applicationId}-{topic}" : topic;
}
