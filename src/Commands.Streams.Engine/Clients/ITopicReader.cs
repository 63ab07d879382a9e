using System.ComponentModel;
using Commands.Streams.Errors;

namespace Commands.Streams.Clients;

/// <summary>
/// Reads a topic without a consumer group: all partitions of it, each from where it ended when the reader started. There is no group to join, so
/// nothing delays the start and no rebalance interrupts. Hands records to <see cref="TopicReaderSettings.OnRecords"/> until it is disposed.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITopicReader : IAsyncDisposable
{
    /// <summary>
    /// Ends when the reader knows where each partition ends, and that it may read them: what is written from then on is handed out. Fails with a
    /// <see cref="Errors.ClientException"/> if the topic cannot be read, for example because it does not exist; such a reader hands out nothing,
    /// and a new one is needed. What passes by itself, for example a cluster that cannot be reached, only delays it. Canceled if the reader is
    /// disposed before.
    /// </summary>
    Task Ready { get; }

    /// <summary>
    /// Why the reader cannot read any more although it was ready: it may not read the topic, or the topic was deleted or made anew. A new one is needed.
    /// <see langword="null"/> while it reads, and while what keeps it from that passes by itself.
    /// </summary>
    ClientException? Failure { get; }
}
