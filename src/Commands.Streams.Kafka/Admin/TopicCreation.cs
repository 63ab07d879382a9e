using Commands.Streams.Kafka.Errors;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using ClientSpecification = Confluent.Kafka.Admin.TopicSpecification;
using TopicSpecification = Commands.Streams.Records.TopicSpecification;

namespace Commands.Streams.Kafka.Admin;

/// <summary>Translates the making of topics to and from Confluent's types; that a topic exists already is no failure.</summary>
internal static class TopicCreation
{
    /// <summary>Translates a specification.</summary>
    public static ClientSpecification ToConfluent(TopicSpecification topic) => new()
    {
        Name = topic.Name,
        NumPartitions = topic.Partitions,
        ReplicationFactor = topic.ReplicationFactor,
        Configs = new Dictionary<string, string>(topic.Configuration),
    };

    /// <summary>Throws if a topic failed for any reason other than that it exists.</summary>
    /// <exception cref="Commands.Streams.Errors.ClientException">
    /// Code and kind are the first failure's; the sentence says of each topic why it failed.
    /// </exception>
    public static void ThrowIfFailed(CreateTopicsException exception)
    {
        CreateTopicReport[] failed =
            [.. exception.Results.Where(report => report.Error.Code is not (ErrorCode.NoError or ErrorCode.TopicAlreadyExists))];

        if (failed.Length > 0)
        {
            string reasons = string.Join("; ", failed.Select(report => $"'{report.Topic}': {report.Error.Reason.TrimEnd('.')}"));

            throw KafkaErrors.Create(failed[0].Error.Code, failed.Length == 1 ? "A topic could not be created" : "Topics could not be created", reasons);
        }
    }

    /// <summary>The names of topics, quoted, for a sentence.</summary>
    public static string NamesOf(IEnumerable<TopicSpecification> topics) => string.Join(", ", topics.Select(topic => $"'{topic.Name}'"));
}
