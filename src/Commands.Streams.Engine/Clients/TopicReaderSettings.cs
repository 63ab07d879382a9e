using System.ComponentModel;

namespace Commands.Streams.Clients;

/// <summary>What a reader of a topic without a group is made with.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record TopicReaderSettings
{
    /// <summary>The topic. It must exist.</summary>
    public required string Topic { get; init; }

    /// <summary>The client id, which names the reader in logs of the broker, and its thread if it has one.</summary>
    public required string ClientId { get; init; }

    /// <summary>Whether records of aborted and open transactions stay hidden (<c>read_committed</c>).</summary>
    /// <value>Default: true.</value>
    public bool ReadCommitted { get; init; } = true;

    /// <summary>
    /// How often the reader looks for partitions that were added to the topic. A new one is read from its beginning, since nothing in it is older than
    /// the reader.
    /// </summary>
    /// <value>More than zero. Default: 1 s.</value>
    public TimeSpan PartitionCheckInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Gets the records, each partition's in order, one batch at a time. The batch is given back when the call returns. It must return soon, since all
    /// partitions wait for it, and must not throw.
    /// </summary>
    public required Action<RecordBatch> OnRecords { get; init; }
}
