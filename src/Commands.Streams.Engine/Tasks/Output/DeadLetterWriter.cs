using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Processors;

namespace Commands.Streams.Tasks.Output;

/// <summary>
/// Writes the dead letters of a task, through its collector. A letter that its topic refuses as too large is written in a smaller form: nobody outside can
/// make a record that ends the task because it cannot be kept. Worker only.
/// </summary>
internal sealed class DeadLetterWriter(TaskContext context, RecordCollector collector)
{
    /// <summary>
    /// Writes a failed record to a dead-letter topic. If it cannot be written for the moment, the work since the last commit is done again; otherwise the
    /// task fails.
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

    /// <returns>Why a smaller form is to be tried; null if the letter was sent.</returns>
    private ClientException? TrySend(string topic, ErrorContext error, Exception exception, DeadLetterForm form)
    {
        var record = new ProduceRecord
        {
            Partition = ProduceRecord.AnyPartition,
            // Its own time could be so old that the topic's retention deletes the letter before anybody has read it.
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
