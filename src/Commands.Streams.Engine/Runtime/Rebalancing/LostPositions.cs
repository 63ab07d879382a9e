using Commands.Streams.Clients;
using Commands.Streams.Diagnostics;
using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Runtime.Workers;

namespace Commands.Streams.Runtime.Rebalancing;

/// <summary>
/// What a worker does when the next record to read is not in the log. Records that retention has deleted are counted and passed over, and no more of them
/// than must be. A log that has become shorter, or is another one, makes what is known of the partition void: the worker joins again and starts anew.
/// Worker only.
/// </summary>
internal sealed class LostPositions(RuntimeSettings settings, WorkerTasks tasks, RecreatedTopics recreated, string worker)
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(2);

    private readonly Dictionary<TopicPartition, long> _starts = [];

    /// <summary>The next offset of a partition cannot be read.</summary>
    public void Handle(IStreamConsumer consumer, TopicPartition partition, long position, long logStart, long logEnd)
    {
        if (tasks.ResetOf(partition) == OffsetReset.None)
        {
            throw new StreamsException(
                $"Partition {partition} cannot be read from offset {position}: its log has the offsets {logStart} to {logEnd}, and its offset reset is None. " +
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

            recreated.Ask(consumer, partition.Topic);

            // What was committed before the log was cut off stands; a commit behind its end says nothing about what is there now.
            var committed = consumer.Committed([partition], AnswerTimeout)[0].Offset;
            _starts[partition] = committed >= logStart && committed <= logEnd ? committed : Offsets.Unknown;
        }
        catch (ClientException exception) when (exception.Kind != ClientErrorKind.Fatal)
        {
            throw new TaskMigratedException($"{worker} could not determine how to continue with {partition}: {exception.Message}", exception);
        }

        WorkerLog.LogCutOff(settings.Logger, worker, partition, position, logEnd);
        throw new TaskMigratedException(
            $"The log of {partition} now ends at {logEnd}, before offset {position}, which is the next one to read.",
            new InvalidOperationException("The log was truncated."));
    }

    /// <summary>Puts in the place of commits that are behind the end of a log that was cut off that nothing is committed.</summary>
    public IReadOnlyList<OffsetCommit> Correct(IReadOnlyList<OffsetCommit> committed) =>
        _starts.Count == 0 ? committed : [.. committed.Select(Correct)];

    private OffsetCommit Correct(OffsetCommit committed) =>
        _starts.Remove(committed.Partition, out var start) && committed.Offset != Offsets.Beginning
            ? new OffsetCommit(committed.Partition, start, null)
            : committed;

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
