using Commands.Streams.Errors;

namespace Commands.Streams.Clients;

/// <summary>
/// Writes records durably for code outside topologies and returns where each one was written. Thread-safe. Idempotent and acknowledged by all
/// replicas.
/// </summary>
public interface IRecordPublisher : IAsyncDisposable
{
    /// <summary>
    /// The error after which the publisher can never publish again, for example because the cluster refused it a producer id; <see langword="null"/>
    /// while it can. Every record that is still queued then fails soon. Dispose the publisher and create a new one, which works once the cause is
    /// gone.
    /// </summary>
    ClientException? Failure { get; }

    /// <summary>
    /// Writes a record. A record with a key and <see cref="ProduceRecord.AnyPartition"/> goes to the partition given by Kafka's murmur2 hash of the
    /// key. Key, value and headers are copied before the call returns.
    /// </summary>
    /// <param name="topic">The topic.</param>
    /// <param name="record">The record.</param>
    /// <param name="timeout">How long the delivery may take.</param>
    /// <returns>Completes when the broker has acknowledged the record.</returns>
    /// <exception cref="PublishException">The record was not acknowledged; the exception tells whether it may still be in the log.</exception>
    ValueTask<RecordMetadata> PublishAsync(string topic, in ProduceRecord record, TimeSpan timeout);
}
