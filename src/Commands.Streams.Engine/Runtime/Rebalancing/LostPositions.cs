using Commands.Streams.Clients;
using Commands.Streams.Diagnostics;
using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Runtime.Workers;

namespace Commands.Streams.Runtime.Rebalancing;

/// <summary>
/// Handles a partition whose next offset is not in the log. If retention deleted records, they are counted and skipped, but no more than necessary. If the log
/// has become shorter or has been replaced, everything known about the partition is void, so the worker rejoins the group and starts from scratch. Worker only.
/// </summary>
internal sealed class LostPositions(RuntimeSettings settings, WorkerTasks tasks, RecreatedTopics recreated, string worker)
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(2);

    private readonly Dictionary<TopicPartition, long> _starts = [];

    /// <summary>Called when the next offset of a partition cannot be read.</summary>
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

            // An offset committed before the truncation point is still valid. One beyond the log's end says nothing about the records there now.
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

    /// <summary>Replaces committed offsets that lie beyond the end of a truncated log with "nothing committed".</summary>
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
