using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Processors;

namespace Commands.Streams.Tasks.Output;

/// <summary>
/// Writes a task's dead letters. A letter that its topic refuses as too large is written again in a smaller form, so that nobody can stop a task by sending a
/// record that is too large to preserve. Worker only.
/// </summary>
internal sealed class DeadLetterWriter(TaskContext context, RecordCollector collector)
{
    /// <summary>
    /// Writes a failed record to a dead-letter topic. If that fails temporarily, the work since the last commit is repeated; otherwise the task fails.
    /// </summary>
    public void Write(string topic, ErrorContext error, Exception exception)
    {
        var form = DeadLetterForm.Whole;
        while (TrySend(topic, error, exception, form) is { } refusal)
        {
            form++;
            TaskLog.DeadLetterCut(context.Logger, context.TaskId, error.Position, topic, form, refusal.Message);
        }

        context.Metrics.DeadLetters++;
    }

    /// <returns>The refusal, if a smaller form should be tried; null if the letter was sent.</returns>
    private ClientException? TrySend(string topic, ErrorContext error, Exception exception, DeadLetterForm form)
    {
        var record = new ProduceRecord
        {
            Partition = ProduceRecord.AnyPartition,
            // Not the record's own time, which could be so old that the topic's retention deletes the letter before anybody reads it.
            Timestamp = context.SystemTime,
            Headers = DeadLetterHeaders.Build(error, exception, form),
        };
        if (error.RawValue is { } value && form < DeadLetterForm.WithoutValue)
        {
            record.Value = value;
            record.HasValue = true;
        }

        if (error.RawKey is { } key && form < DeadLetterForm.WithoutKey)
        {
            record.Key = key;
            record.HasKey = true;
        }

        try
        {
            var target = collector.GetTopic(topic);
            if (record.HasKey)
            {
                record.Partition = Murmur2.Partition(record.Key, target.PartitionCount);
            }

            collector.SendPreserved(target, in record);
            return null;
        }
        catch (ClientException cause) when (form < DeadLetterForm.WithoutKey && ClientErrorCodes.ReasonOf(cause) == UnwritableReason.TooLarge)
        {
            return cause;
        }
        catch (ClientException cause)
        {
            throw ProducerErrors.OfSend($"The dead letter for {error.Position} could not be written to topic '{topic}'", cause);
        }
    }
}
