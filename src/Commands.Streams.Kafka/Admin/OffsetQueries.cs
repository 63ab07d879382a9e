using Commands.Streams.Kafka.Errors;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using TopicPartition = Commands.Streams.Records.TopicPartition;

namespace Commands.Streams.Kafka.Admin;

/// <summary>Asks for offsets in logs. A partition that does not exist is left out of the answer.</summary>
internal static class OffsetQueries
{
    /// <summary>Asks for one offset of each partition.</summary>
    /// <exception cref="Commands.Streams.Errors.ClientException">
    /// Code and kind are the first failure's; the sentence says of each partition why it failed.
    /// </exception>
    public static async Task<IReadOnlyDictionary<TopicPartition, long>> AskAsync(
        IAdminClient client,
        IEnumerable<TopicPartition> partitions,
        OffsetSpec which,
        bool readCommitted,
        TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        TopicPartitionOffsetSpec[] questions =
        [
            .. partitions.Distinct().Select(partition => new TopicPartitionOffsetSpec
            {
                TopicPartition = new Confluent.Kafka.TopicPartition(partition.Topic, partition.Partition),
                OffsetSpec = which,
            }),
        ];

        if (questions.Length == 0)
        {
            return new Dictionary<TopicPartition, long>();
        }

        var options = new ListOffsetsOptions
        {
            RequestTimeout = timeout,
            IsolationLevel = readCommitted ? IsolationLevel.ReadCommitted : IsolationLevel.ReadUncommitted,
        };

        try
        {
            return Read((await client.ListOffsetsAsync(questions, options).WaitAsync(cancellationToken).ConfigureAwait(false)).ResultInfos);
        }
        catch (ListOffsetsException exception)
        {
            return Read(exception.Result.ResultInfos);
        }
    }

    private static Dictionary<TopicPartition, long> Read(List<ListOffsetsResultInfo> results)
    {
        TopicPartitionOffsetError[] answers = [.. results.Select(result => result.TopicPartitionOffsetError).Where(answer => !IsMissing(answer.Error.Code))];
        TopicPartitionOffsetError[] failed = [.. answers.Where(answer => answer.Error.IsError)];

        if (failed.Length > 0)
        {
            string reasons = string.Join("; ", failed.Select(answer => $"{answer.Topic}-{answer.Partition.Value}: {answer.Error.Reason.TrimEnd('.')}"));

            throw KafkaErrors.Create(failed[0].Error.Code, "The cluster did not say where logs start and end", reasons);
        }

        return answers.ToDictionary(answer => new TopicPartition(answer.Topic, answer.Partition.Value), answer => answer.Offset.Value);
    }

    private static bool IsMissing(ErrorCode code) =>
        code is ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic or ErrorCode.Local_UnknownPartition;
}
