using System.ComponentModel;
using Commands.Streams.Errors;

namespace Commands.Streams.Clients;

/// <summary>
/// Reads all partitions of a topic without a consumer group, each from its end at the time the reader started. There is no group to join, so nothing
/// delays the start and no rebalance interrupts reading. Passes records to <see cref="TopicReaderSettings.OnRecords"/> until it is disposed.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITopicReader : IAsyncDisposable
{
    /// <summary>
    /// Completes when the reader knows the end of each partition and that it may read them: all records written from then on are passed on. Fails
    /// with a <see cref="Errors.ClientException"/> if the topic cannot be read, for example because it does not exist; such a reader passes on
    /// nothing, and a new one is needed. A transient error, for example a cluster that cannot be reached, only delays completion. Cancelled if the
    /// reader is disposed first.
    /// </summary>
    Task Ready { get; }

    /// <summary>
    /// The error after which the reader cannot continue although it was ready: it may no longer read the topic, or the topic was deleted or
    /// recreated. A new reader is needed. <see langword="null"/> while it reads, and during transient errors.
    /// </summary>
    ClientException? Failure { get; }
}
