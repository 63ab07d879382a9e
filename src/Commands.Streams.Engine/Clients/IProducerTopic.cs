using System.ComponentModel;

namespace Commands.Streams.Clients;

/// <summary>A topic as a producer knows it, resolved once so that no name is looked up per record. Lives as long as its producer.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IProducerTopic
{
    /// <summary>The topic's name.</summary>
    string Name { get; }

    /// <summary>The number of partitions by the client's newest metadata. Cheap enough to be asked per record.</summary>
    /// <exception cref="Errors.ClientException">The topic does not exist, or the cluster did not say in time.</exception>
    int PartitionCount { get; }

    /// <summary>
    /// The topic's <c>max.message.bytes</c>: the cluster refuses what is larger. It is learned in the background, so asking never waits.
    /// </summary>
    /// <value><see langword="null"/> while it is not known, or if it may not be read.</value>
    int? MaxRecordBytes { get; }

    /// <summary>Queues a record for sending; key, value and headers are copied before it returns.</summary>
    /// <param name="record">The record.</param>
    /// <param name="token">Comes back with <see cref="DeliveryFailure.Token"/> if the delivery fails.</param>
    /// <returns>False if the client's queue is full: call <see cref="IStreamProducer.WaitForRoom"/>, then again.</returns>
    /// <exception cref="Errors.ClientException">The record is refused at once, for example as too large.</exception>
    bool TrySend(in ProduceRecord record, nint token);
}
