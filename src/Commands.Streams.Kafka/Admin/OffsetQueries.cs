using Commands.Streams.Clients;
using Commands.Streams.Kafka.Errors;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using TopicPartition = Commands.Streams.Records.TopicPartition;

namespace Commands.Streams.Kafka.Admin;

/// <summary>Asks where logs start and end. A partition that does not exist is left out of the answer.</summary>
internal static class OffsetQueries
{
    private const string What = "The cluster did not say where logs start and end";

    /// <summary>Asks for the start and the end of each log.</summary>
    /// <exception cref="Commands.Streams.Errors.ClientException">
    /// Code and kind are the first failure's; the sentence says of each partition why it failed.
    /// </exception>
    public static async Task<IReadOnlyDictionary<TopicPartition, LogOffsets>> AskAsync(
        IAdminClient client, IReadOnlyCollection<TopicPartition> partitions, bool readCommitted, Deadline deadline, CancellationToken cancellationToken)
    {
        // Starts first: they never pass an end that is asked for later.
        Dictionary<TopicPartition, long> starts = await AskAsync(
            client, partitions, OffsetSpec.Earliest(), readCommitted, deadline.Remaining, cancellationToken).ConfigureAwait(false);
        Dictionary<TopicPartition, long> ends = await AskAsync(
            client, starts.Keys, OffsetSpec.Latest(), readCommitted, deadline.Remaining, cancellationToken).ConfigureAwait(false);

        await ThrowIfAnyExistsAsync(
            client, [.. partitions.Where(partition => !ends.ContainsKey(partition))], deadline.Remaining, cancellationToken).ConfigureAwait(false);

        return ends.ToDictionary(end => end.Key, end => Native.LogOffsetInquiry.Combine(starts[end.Key], end.Value));
    }

    private static async Task<Dictionary<TopicPartition, long>> AskAsync(
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
            return [];
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
        catch (KafkaException exception) when (exception.Error.Code == ErrorCode.Local_NoEnt)
        {
            return []; // none of them has a leader
        }
    }

    private static Dictionary<TopicPartition, long> Read(List<ListOffsetsResultInfo> results)
    {
        TopicPartitionOffsetError[] answers = [.. results.Select(result => result.TopicPartitionOffsetError).Where(answer => !IsMissing(answer.Error.Code))];
        TopicPartitionOffsetError[] failed = [.. answers.Where(answer => answer.Error.IsError)];

        if (failed.Length > 0)
        {
            string reasons = string.Join("; ", failed.Select(answer => $"{answer.Topic}-{answer.Partition.Value}: {answer.Error.Reason.TrimEnd('.')}"));

            throw KafkaErrors.Create(failed[0].Error.Code, What, reasons);
        }

        return answers.ToDictionary(answer => new TopicPartition(answer.Topic, answer.Partition.Value), answer => answer.Offset.Value);
    }

    private static bool IsMissing(ErrorCode code) =>
        code is ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic or ErrorCode.Local_UnknownPartition;

    /// <summary>Partitions whose leader moves may be missing in an answer, too.</summary>
    private static async Task ThrowIfAnyExistsAsync(
        IAdminClient client, IReadOnlyCollection<TopicPartition> missing, TimeSpan timeout, CancellationToken cancellationToken)
    {
        IReadOnlyList<TopicDescription> found = await TopicQueries
            .DescribeAsync(client, [.. missing.Select(partition => partition.Topic)], timeout, cancellationToken).ConfigureAwait(false);
        Dictionary<string, int> counts = found.ToDictionary(topic => topic.Name, topic => topic.Partitions.Count);
        TopicPartition[] leaderless = [.. missing.Where(partition => partition.Partition < counts.GetValueOrDefault(partition.Topic)).Distinct()];

        if (leaderless.Length > 0)
        {
            throw KafkaErrors.Create(
                ErrorCode.LeaderNotAvailable, What, $"{string.Join(", ", leaderless.Select(partition => partition.ToString()))}: no leader at the moment");
        }
    }
}
