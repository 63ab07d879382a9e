using Commands.Streams.Clients;
using Commands.Streams.Diagnostics;
using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Runtime.Watching;
using Commands.Streams.Runtime.Workers;

namespace Commands.Streams.Runtime.Rebalancing;

/// <summary>
/// What a worker does when the next record to read is not in the log. Records that retention has deleted are counted and passed over, and no more of them
/// than must be. A log that has become shorter, or is another one, makes what is known of the partition void: the worker joins again and starts anew.
/// Worker only.
/// </summary>
internal sealed class LostPositions(RuntimeSettings settings, WorkerTasks tasks, string worker)
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Two looks of the watch: then every process knows, and nobody commits offsets of the old topic any more.</summary>
    private static readonly TimeSpan UntilAllKnow = 2 * TopicWatch.Period;

    private readonly Dictionary<TopicPartition, long> _starts = [];
    private readonly HashSet<TopicPartition> _openedAnew = [];
    private int _generation = settings.Topics.Generation;
    private int _generationBefore = settings.Topics.Generation;
    private long _noticedAt;

    /// <summary>New clients are made: what they read, they read from the topics of now.</summary>
    public void BeginAnew() => TryNotice();

    /// <summary>Looks, once per turn, whether a topic that is read here was created again.</summary>
    /// <exception cref="TaskMigratedException">It was.</exception>
    public void ThrowIfCreatedAgain(IStreamConsumer consumer)
    {
        if (!TryNotice())
        {
            return;
        }

        List<OffsetCommit> starts = [];
        foreach (var assigned in tasks.All)
        {
            foreach (var partition in assigned.Partitions)
            {
                if (settings.Topics.IsCreatedAgain(partition.Topic, _generationBefore))
                {
                    starts.Add(new OffsetCommit(partition, 0, null));
                }
            }
        }

        if (starts.Count > 0)
        {
            CommitStarts(consumer, starts);
            throw CreatedAgain(starts[0].Partition.Topic);
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

            if (settings.Topics.IsCreatedAgain(partition.Topic, _generation))
            {
                // Somebody else in the process has heard of it meanwhile.
                throw CreatedAgain(partition.Topic);
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

    /// <summary>
    /// Puts what is right in the place of commits that are void. Soon after a topic was created again, what is committed may be an offset of the old one,
    /// from somebody who does not know yet: the new one is read from its beginning, which repeats records at worst.
    /// </summary>
    public IReadOnlyList<OffsetCommit> Correct(IReadOnlyList<OffsetCommit> committed) => _starts.Count == 0 && _generationBefore == _generation
        ? committed
        : [.. committed.Select(Correct)];

    private OffsetCommit Correct(OffsetCommit committed)
    {
        var partition = committed.Partition;
        var isVoid = settings.Topics.IsCreatedAgain(partition.Topic, _generationBefore) &&
            settings.TimeProvider.GetElapsedTime(_noticedAt) < UntilAllKnow &&
            _openedAnew.Add(partition);
        var isCutOff = _starts.Remove(partition, out var start);
        return isVoid ? new OffsetCommit(partition, Offsets.Unknown, null)
            : isCutOff ? new OffsetCommit(partition, start, null)
            : committed;
    }

    /// <summary>Whether a topic was created again since the last look.</summary>
    private bool TryNotice()
    {
        var generation = settings.Topics.Generation;
        if (generation == _generation)
        {
            return false;
        }

        (_generationBefore, _generation) = (_generation, generation);
        _noticedAt = settings.TimeProvider.GetTimestamp();
        _openedAnew.Clear();
        return true;
    }

    /// <summary>What was committed since the topic was created again is void, and whoever gets the partitions next may not know that.</summary>
    private static void CommitStarts(IStreamConsumer consumer, List<OffsetCommit> starts)
    {
        try
        {
            consumer.Commit(starts);
        }
        catch (ClientException exception) when (exception.Kind != ClientErrorKind.Fatal)
        {
            // Whoever gets them soon begins there anyway.
        }
    }

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
