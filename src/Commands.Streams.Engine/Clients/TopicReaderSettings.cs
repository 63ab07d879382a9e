using System.ComponentModel;

namespace Commands.Streams.Clients;

/// <summary>The settings of a reader of a topic without a group.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record TopicReaderSettings
{
    /// <summary>The topic, which must exist.</summary>
    public required string Topic { get; init; }

    /// <summary>The client id, which names the reader in the broker's logs, and its thread, if it has one.</summary>
    public required string ClientId { get; init; }

    /// <summary>
    /// <see langword="true"/> to hide records of aborted and open transactions (<c>read_committed</c>); otherwise <see langword="false"/>.
    /// </summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool ReadCommitted { get; init; } = true;

    /// <summary>
    /// How often the reader checks for partitions that were added to the topic. It reads a new one from its beginning, because every record in it is
    /// newer than the reader.
    /// </summary>
    /// <value>More than zero. Default: 1 s.</value>
    public TimeSpan PartitionCheckInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Receives the records, each partition's in order, one batch at a time. The batch is disposed when the call returns. It must return soon,
    /// because all partitions wait for it, and must not throw.
    /// </summary>
    public required Action<RecordBatch> OnRecords { get; init; }
}
