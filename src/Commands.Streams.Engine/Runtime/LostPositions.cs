using Commands.Streams.Clients;
using Commands.Streams.Diagnostics;
using Commands.Streams.Errors;
using Commands.Streams.Records;

namespace Commands.Streams.Runtime;

/// <summary>
/// What a worker does when the next record to read is not in the log. Records that retention has deleted are counted and passed over, and no more of them
/// than must be. A log that has become shorter, or is another one, makes what is known of the partition void: the worker joins again and starts anew.
/// Worker only.
/// </summary>
internal sealed class LostPositions(RuntimeSettings settings, WorkerTasks tasks, string worker)
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(2);

    private readonly Dictionary<TopicPartition, long> _starts = [];
    private int _generation = settings.Topics.Generation;

    /// <summary>New clients are made: what they read, they read from the topics of now.</summary>
    public void BeginAnew() => _generation = settings.Topics.Generation;

    /// <summary>Looks, once per turn, whether a topic that is read here was created again.</summary>
    /// <exception cref="TaskMigratedException">It was.</exception>
    public void ThrowIfCreatedAgain()
    {
        var before = _generation;
        if (settings.Topics.Generation == before)
        {
            return;
        }

        _generation = settings.Topics.Generation;
        foreach (var assigned in tasks.All)
        {
            foreach (var partition in assigned.Partitions)
            {
                if (settings.Topics.IsCreatedAgain(partition.Topic, before))
                {
                    throw CreatedAgain(partition.Topic);
                }
            }
        }
    }

    /// <summary>The next offset of a partition cannot be read.</summary>
    public void Handle(IStreamConsumer consumer, TopicPartition partition, long position, long logStart, long logEnd)
    {
        if (tasks.ResetOf(partition) == OffsetReset.None)
        {
            throw new StreamsException(
                $"Partition {partition} cannot be read on at offset {position}: its log holds {logStart} to {logEnd}, and its offset reset is None. " +
                "Commit an offset for the group, or choose another reset.");
        }

        try
        {
            if (position < logStart)
            {
                Report(partition, position, logStart);
                consumer.Seek(partition, logStart);
                return;
            }

            foreach (var (topic, id) in consumer.TopicIds([partition.Topic], AnswerTimeout))
            {
                if (settings.Topics.Update(topic, id))
                {
                    ApplicationLog.CreatedAgain(settings.Logger, settings.ApplicationId, topic);
                    throw CreatedAgain(topic);
                }
            }

            // What was committed before the log was cut off stands; a commit behind its end says nothing about what is there now.
            var committed = consumer.Committed([partition], AnswerTimeout)[0].Offset;
            _starts[partition] = committed >= logStart && committed <= logEnd ? committed : Offsets.Unknown;
        }
        catch (ClientException exception) when (exception.Kind != ClientErrorKind.Fatal)
        {
            throw new TaskMigratedException($"{worker} could not find out how to go on with {partition}: {exception.Message}", exception);
        }

        WorkerLog.LogCutOff(settings.Logger, worker, partition, position, logEnd);
        throw new TaskMigratedException(
            $"The log of {partition} ends at {logEnd} now, before offset {position}, which was to be read next.", new InvalidOperationException("The log was cut off."));
    }

    /// <summary>Puts what is right in the place of commits that are void.</summary>
    public IReadOnlyList<OffsetCommit> Correct(IReadOnlyList<OffsetCommit> committed) => _starts.Count == 0
        ? committed
        : [.. committed.Select(offset => _starts.Remove(offset.Partition, out var start) ? new OffsetCommit(offset.Partition, start, null) : offset)];

    private static TaskMigratedException CreatedAgain(string topic) => new(
        $"Topic '{topic}' was deleted and created again.", new InvalidOperationException("The offsets of the old topic mean nothing in the new one."));

    private void Report(TopicPartition partition, long position, long logStart)
    {
        WorkerLog.LostToRetention(settings.Logger, worker, partition, position, logStart - 1, logStart - position);
        StreamsMeter.LostToRetention.Add(
            logStart - position,
            new KeyValuePair<string, object?>("commands.streams.application.id", settings.ApplicationId),
            new KeyValuePair<string, object?>("messaging.destination.name", partition.Topic),
            new KeyValuePair<string, object?>("messaging.destination.partition.id", $"{partition.Partition}"));
    }
}
