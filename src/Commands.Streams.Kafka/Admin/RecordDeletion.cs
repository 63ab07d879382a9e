using Commands.Streams.Kafka.Errors;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using TopicPartition = Commands.Streams.Records.TopicPartition;

namespace Commands.Streams.Kafka.Admin;

/// <summary>Translates the deletion of records to and from Confluent's types.</summary>
internal static class RecordDeletion
{
    /// <summary>Translates a partition and the first offset that stays.</summary>
    public static TopicPartitionOffset ToConfluent(KeyValuePair<TopicPartition, long> before) =>
        new(before.Key.Topic, before.Key.Partition, before.Value);

    /// <summary>Throws if a partition failed.</summary>
    /// <exception cref="Commands.Streams.Errors.ClientException">
    /// Code and kind are the first failure's; the sentence says of each partition why it failed.
    /// </exception>
    public static void ThrowIfFailed(DeleteRecordsException exception)
    {
        DeleteRecordsReport[] failed = [.. exception.Results.Where(report => report.Error.Code != ErrorCode.NoError)];

        if (failed.Length > 0)
        {
            string reasons = string.Join("; ", failed.Select(report => $"{report.Topic}-{report.Partition.Value}: {report.Error.Reason.TrimEnd('.')}"));

            throw KafkaErrors.Create(failed[0].Error.Code, "Records could not be deleted", reasons);
        }
    }
}
