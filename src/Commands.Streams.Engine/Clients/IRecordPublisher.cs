using Commands.Streams.Errors;

namespace Commands.Streams.Clients;

/// <summary>
/// Writes records durably for code outside topologies, and says where each one landed. Thread-safe. Idempotent and acknowledged by all replicas.
/// </summary>
public interface IRecordPublisher : IAsyncDisposable
{
    /// <summary>
    /// Why the publisher can never publish again, for example because the cluster refused it a producer id; <see langword="null"/> while it can. Every
    /// record it still has then fails soon; dispose it and make a new one, which does the same work once the cause is gone.
    /// </summary>
    ClientException? Failure { get; }

    /// <summary>
    /// Writes a record. A record with a key and <see cref="ProduceRecord.AnyPartition"/> goes to the partition that Kafka's murmur2 of the key
    /// names. Key, value and headers are copied before the call returns.
    /// </summary>
    /// <param name="topic">The topic.</param>
    /// <param name="record">The record.</param>
    /// <param name="timeout">How long delivery may take.</param>
    /// <returns>Ends when the broker has acknowledged the record.</returns>
    /// <exception cref="PublishException">The record was not acknowledged; says whether it may be in the log all the same.</exception>
    ValueTask<RecordMetadata> PublishAsync(string topic, in ProduceRecord record, TimeSpan timeout);
}
