using System.ComponentModel;
using Commands.Streams.Records;

namespace Commands.Streams.Clients;

/// <summary>The settings of a reader of partitions without a group.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record RecordReaderSettings
{
    /// <summary>The client id, which names the reader in the broker's logs.</summary>
    public required string ClientId { get; init; }

    /// <summary>
    /// <see langword="true"/> to hide records of aborted and open transactions (<c>read_committed</c>); otherwise <see langword="false"/>.
    /// </summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool ReadCommitted { get; init; } = true;

    /// <summary>Called on a thread of the client when there may be something to poll or take. It must return at once and must not call the client.</summary>
    public required Action Wake { get; init; }

    /// <summary>
    /// Called when the next offset to read is not in the log: retention deleted it, the log was truncated, or the topic was deleted and recreated. A
    /// recreated topic whose log contains the offset cannot be told from its predecessor; compare ids of topics for that. All earlier records have
    /// been taken. Nothing more is read from the partition until it is added again. Called once per loss, on the owner's thread, inside
    /// <see cref="IRecordReader.Poll"/> only. It may call all methods of the reader except <see cref="IRecordReader.Poll"/> and
    /// <see cref="IDisposable.Dispose"/>. An exception it throws is rethrown by <see cref="IRecordReader.Poll"/>.
    /// </summary>
    public required PositionLostHandler OnPositionLost { get; init; }
}

/// <summary>Called when the next offset to read is not in the log.</summary>
/// <param name="partition">The partition.</param>
/// <param name="position">The offset that cannot be read.</param>
/// <param name="logStart">The oldest remaining offset; greater than <paramref name="position"/> if records were deleted.</param>
/// <param name="logEnd">The offset after the newest record; less than <paramref name="position"/> if the log was truncated.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void PositionLostHandler(TopicPartition partition, long position, long logStart, long logEnd);
