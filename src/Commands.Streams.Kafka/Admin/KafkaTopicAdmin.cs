using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Kafka.Errors;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using TopicPartition = Commands.Streams.Records.TopicPartition;
using TopicSpecification = Commands.Streams.Records.TopicSpecification;

namespace Commands.Streams.Kafka.Admin;

/// <summary>
/// Looks up and makes topics by Confluent's administrator. Its metadata calls block, so they run on thread-pool threads; the time limit covers a
/// call of this class as a whole.
/// </summary>
internal sealed class KafkaTopicAdmin(IAdminClient client, string cluster, TimeSpan timeout, ClientReports reports, TimeProvider time) : ITopicAdmin
{
    // A topic that the brokers make because it was asked for is unknown in the first answer.
    private static readonly TimeSpan PauseBeforeAskingAgain = TimeSpan.FromMilliseconds(300);

    private static readonly string[] InternalTopics =
        ["__consumer_offsets", "__transaction_state", "__share_group_state", "__cluster_metadata"];

    private static readonly Dictionary<string, string> NoSettings = [];

    private readonly BlockingCalls _calls = new(client);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, int>> GetPartitionCountsAsync(
        IReadOnlyCollection<string> topics, CancellationToken cancellationToken)
    {
        var deadline = new Deadline(timeout, time);
        var counts = new Dictionary<string, int>();
        List<string> missing = await ReadCountsAsync(topics, counts, deadline, cancellationToken).ConfigureAwait(false);

        if (missing.Count > 0 && deadline.Remaining > PauseBeforeAskingAgain)
        {
            await Task.Delay(PauseBeforeAskingAgain, time, cancellationToken).ConfigureAwait(false);
            await ReadCountsAsync(missing, counts, deadline, cancellationToken).ConfigureAwait(false);
        }

        return counts;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ListTopicsAsync(CancellationToken cancellationToken) =>
        [.. (await ReadAllAsync(cancellationToken).ConfigureAwait(false)).Keys];

    /// <summary>The partition counts of all topics but internal ones. Unlike asking by name, this makes no topic.</summary>
    public async Task<IReadOnlyDictionary<string, int>> ReadAllAsync(CancellationToken cancellationToken)
    {
        Metadata metadata = await RunAsync(
            () => client.GetMetadata(timeout), "The topics could not be listed", cancellationToken).ConfigureAwait(false);

        return metadata.Topics
            .Where(topic => topic.Error.Code == ErrorCode.NoError && !InternalTopics.Contains(topic.Topic))
            .ToDictionary(topic => topic.Topic, topic => topic.Partitions.Count);
    }

    /// <inheritdoc/>
    public async Task CreateTopicsAsync(IReadOnlyCollection<TopicSpecification> topics, CancellationToken cancellationToken)
    {
        if (topics.Count == 0)
        {
            return;
        }

        var options = new CreateTopicsOptions { RequestTimeout = timeout, OperationTimeout = timeout };

        try
        {
            await client.CreateTopicsAsync(topics.Select(TopicCreation.ToConfluent), options).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (CreateTopicsException exception)
        {
            TopicCreation.ThrowIfFailed(exception);
        }
        catch (KafkaException exception)
        {
            throw Translate(exception, $"The topics {TopicCreation.NamesOf(topics)} could not be created");
        }
    }

    /// <inheritdoc/>
    public async Task DeleteRecordsAsync(IReadOnlyDictionary<TopicPartition, long> before, CancellationToken cancellationToken)
    {
        if (before.Count == 0)
        {
            return;
        }

        try
        {
            var options = new DeleteRecordsOptions { RequestTimeout = timeout, OperationTimeout = timeout };
            await client.DeleteRecordsAsync(before.Select(RecordDeletion.ToConfluent), options).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DeleteRecordsException exception)
        {
            RecordDeletion.ThrowIfFailed(exception);
        }
        catch (KafkaException exception)
        {
            throw Translate(exception, "Records could not be deleted");
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, TopicDetails>> DescribeTopicsAsync(
        IReadOnlyCollection<string> topics, CancellationToken cancellationToken)
    {
        var deadline = new Deadline(timeout, time);
        try
        {
            IReadOnlyList<TopicDescription> found =
                await TopicQueries.DescribeAsync(client, topics, deadline.Remaining, cancellationToken).ConfigureAwait(false);
            IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> settings = await TopicQueries
                .ReadConfigurationAsync(client, [.. found.Select(topic => topic.Name)], deadline.Remaining, cancellationToken).ConfigureAwait(false);

            return found.ToDictionary(
                topic => topic.Name,
                topic => new TopicDetails(TopicQueries.IdOf(topic), topic.Partitions.Count, settings.GetValueOrDefault(topic.Name) ?? NoSettings));
        }
        catch (KafkaException exception)
        {
            throw Translate(exception, "The topics could not be described");
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, Guid>> GetTopicIdsAsync(IReadOnlyCollection<string> topics, CancellationToken cancellationToken)
    {
        try
        {
            return (await TopicQueries.DescribeAsync(client, topics, timeout, cancellationToken).ConfigureAwait(false))
                .ToDictionary(topic => topic.Name, TopicQueries.IdOf);
        }
        catch (KafkaException exception)
        {
            throw Translate(exception, "The topics could not be described");
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<TopicPartition, LogOffsets>> GetOffsetsAsync(
        IReadOnlyCollection<TopicPartition> partitions, bool readCommitted, CancellationToken cancellationToken)
    {
        var deadline = new Deadline(timeout, time);
        try
        {
            return await OffsetQueries.AskAsync(client, partitions, readCommitted, deadline, cancellationToken).ConfigureAwait(false);
        }
        catch (KafkaException exception)
        {
            throw Translate(exception, "The cluster did not say where logs start and end");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _calls.Dispose();

    private Task<List<string>> ReadCountsAsync(
        IReadOnlyCollection<string> topics, Dictionary<string, int> counts, Deadline deadline, CancellationToken cancellationToken)
    {
        return RunAsync(Read, "The topics could not be looked up", cancellationToken);

        List<string> Read()
        {
            var missing = new List<string>();

            foreach (string topic in topics)
            {
                cancellationToken.ThrowIfCancellationRequested();

                if (ReadCount(topic, deadline.Remaining) is { } count)
                {
                    counts[topic] = count;
                }
                else
                {
                    missing.Add(topic);
                }
            }

            return missing;
        }
    }

    private int? ReadCount(string topic, TimeSpan remaining)
    {
        TopicMetadata metadata = client.GetMetadata(topic, remaining).Topics.Single();

        return metadata.Error.Code switch
        {
            ErrorCode.NoError or ErrorCode.LeaderNotAvailable when metadata.Partitions.Count > 0 => metadata.Partitions.Count,
            ErrorCode.NoError or ErrorCode.LeaderNotAvailable or ErrorCode.UnknownTopicOrPart => null,
            _ => throw KafkaErrors.Create(metadata.Error.Code, $"Topic '{topic}' could not be looked up"),
        };
    }

    private async Task<T> RunAsync<T>(Func<T> call, string what, CancellationToken cancellationToken)
    {
        try
        {
            return await _calls.RunAsync(call, cancellationToken).ConfigureAwait(false);
        }
        catch (KafkaException exception)
        {
            throw Translate(exception, what);
        }
    }

    private ClientException Translate(KafkaException exception, string what)
    {
        bool isSilence = exception.Error.Code is
            ErrorCode.Local_TimedOut or ErrorCode.Local_Transport or ErrorCode.Local_AllBrokersDown or ErrorCode.Local_Resolve;

        if (!isSilence)
        {
            return KafkaErrors.Create(exception, what);
        }

        return new ClientException(
            reports.Refusal is not null ? ClientErrorKind.Fatal : ClientErrorKind.Retriable,
            Native.NativeError.NameOf((int)exception.Error.Code),
            (exception.Error.Code == ErrorCode.Local_TimedOut
                ? $"The cluster at {cluster} did not answer within {timeout.TotalSeconds:0.###} s. "
                : $"The cluster at {cluster} cannot be reached. ") +
            $"Check that bootstrap.servers names its brokers, that they run, and that security.protocol is theirs.{reports.Hint}",
            exception);
    }
}
