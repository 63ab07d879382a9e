using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Commands.Streams.Kafka.Admin;

/// <summary>Asks for ids and settings of topics. A topic that does not exist is left out of the answer, and so are settings that may not be read.</summary>
internal static class TopicQueries
{
    /// <summary>Describes the topics that exist.</summary>
    public static async Task<IReadOnlyList<TopicDescription>> DescribeAsync(
        IAdminClient client, IReadOnlyCollection<string> topics, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (topics.Count == 0)
        {
            return [];
        }

        try
        {
            DescribeTopicsResult result = await client
                .DescribeTopicsAsync(TopicCollection.OfTopicNames(topics.Distinct()), new DescribeTopicsOptions { RequestTimeout = timeout })
                .WaitAsync(cancellationToken).ConfigureAwait(false);

            return result.TopicDescriptions;
        }
        catch (DescribeTopicsException exception) when (exception.Results.TopicDescriptions.TrueForAll(IsAnswered))
        {
            return exception.Results.TopicDescriptions.FindAll(topic => topic.Error.Code != ErrorCode.UnknownTopicOrPart);
        }
    }

    /// <summary>Reads the settings of topics.</summary>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> ReadConfigurationAsync(
        IAdminClient client, IReadOnlyCollection<string> topics, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (topics.Count == 0)
        {
            return new Dictionary<string, IReadOnlyDictionary<string, string>>();
        }

        IEnumerable<ConfigResource> resources = topics.Select(topic => new ConfigResource { Type = ResourceType.Topic, Name = topic });

        try
        {
            List<DescribeConfigsResult> results = await client
                .DescribeConfigsAsync(resources, new DescribeConfigsOptions { RequestTimeout = timeout })
                .WaitAsync(cancellationToken).ConfigureAwait(false);

            return results.ToDictionary(result => result.ConfigResource.Name, result => SettingsOf(result.Entries));
        }
        catch (DescribeConfigsException exception)
        {
            return exception.Results.Where(report => !report.Error.IsError)
                .ToDictionary(report => report.ConfigResource.Name, report => SettingsOf(report.Entries));
        }
        catch (KafkaException exception) when (exception.Error.Code is ErrorCode.ClusterAuthorizationFailed or ErrorCode.Local_UnsupportedFeature)
        {
            return new Dictionary<string, IReadOnlyDictionary<string, string>>();
        }
    }

    /// <summary>A topic's id.</summary>
    public static Guid IdOf(TopicDescription topic) =>
        topic.TopicId is { } id ? Native.TopicDescriptions.ToGuid(id.MostSignificantBits, id.LeastSignificantBits) : Guid.Empty;

    private static bool IsAnswered(TopicDescription topic) =>
        topic.Error.Code is ErrorCode.NoError or ErrorCode.UnknownTopicOrPart or ErrorCode.LeaderNotAvailable;

    private static IReadOnlyDictionary<string, string> SettingsOf(Dictionary<string, ConfigEntryResult> entries) =>
        entries.Values.Where(entry => entry.Value is not null).ToDictionary(entry => entry.Name, entry => entry.Value);
}
