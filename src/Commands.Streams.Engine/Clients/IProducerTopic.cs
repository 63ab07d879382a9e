using System.ComponentModel;

namespace Commands.Streams.Clients;

/// <summary>A topic of a producer, resolved once so that no name is looked up per record. Lives as long as its producer.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IProducerTopic
{
    /// <summary>The topic's name.</summary>
    string Name { get; }

    /// <summary>The number of partitions in the client's newest metadata. Cheap enough to read per record.</summary>
    /// <exception cref="Errors.ClientException">The topic does not exist, or the cluster did not answer in time.</exception>
    int PartitionCount { get; }

    /// <summary>
    /// The topic's <c>max.message.bytes</c>; the cluster refuses larger records. The value is fetched in the background, so reading it never waits.
    /// </summary>
    /// <value><see langword="null"/> while it is not known, or if the client has no permission to read it.</value>
    int? MaxRecordBytes { get; }

    /// <summary>Queues a record for sending; key, value and headers are copied before it returns.</summary>
    /// <param name="record">The record.</param>
    /// <param name="token">Returned in <see cref="DeliveryFailure.Token"/> if the delivery fails.</param>
    /// <returns>
    /// <see langword="true"/> if the record was queued; <see langword="false"/> if the client's queue is full: call
    /// <see cref="IStreamProducer.WaitForRoom"/>, then try again.
    /// </returns>
    /// <exception cref="Errors.ClientException">The record is refused at once, for example because it is too large.</exception>
    bool TrySend(in ProduceRecord record, nint token);
}
