using Commands.Streams.Clients;
using Commands.Streams.Errors;

namespace Commands.Streams.Processing;

/// <summary>Writes the dead letters of a task, through its collector. Worker only.</summary>
internal sealed class DeadLetterWriter(TaskContext context, RecordCollector collector)
{
    /// <summary>
    /// Writes a failed record to a dead-letter topic. If it cannot be written for the moment, the work since the last commit is done again; otherwise the
    /// task fails.
    /// </summary>
    public void Write(string topic, ErrorContext error, Exception exception)
    {
        var record = new ProduceRecord
        {
            Key = error.RawKey,
            HasKey = error.RawKey is not null,
            Value = error.RawValue,
            HasValue = error.RawValue is not null,
            Timestamp = error.Timestamp >= 0 ? error.Timestamp : context.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds(),
            Headers = DeadLetterHeaders.Build(error, exception),
        };
        try
        {
            var target = collector.GetTopic(topic);
            record.Partition = record.HasKey ? Murmur2.Partition(record.Key, target.PartitionCount) : ProduceRecord.AnyPartition;
            collector.SendPreserved(target, in record);
        }
        catch (ClientException cause)
        {
            throw ProducerErrors.OfSend($"The dead letter for {error.Position} could not be written to topic '{topic}'", cause);
        }

        context.Metrics.DeadLetters++;
    }
}
