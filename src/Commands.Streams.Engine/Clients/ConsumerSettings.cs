using System.ComponentModel;
using Commands.Streams.Records;

namespace Commands.Streams.Clients;

/// <summary>The settings of a worker's consumer.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ConsumerSettings
{
    /// <summary>The consumer group: the application's id.</summary>
    public required string GroupId { get; init; }

    /// <summary>The client id, which names the worker in the broker's logs.</summary>
    public required string ClientId { get; init; }

    /// <summary>
    /// <see langword="true"/> to hide records of aborted and open transactions (<c>read_committed</c>); otherwise <see langword="false"/>.
    /// </summary>
    public bool ReadCommitted { get; init; }

    /// <summary>Where reading starts in a partition without a committed offset.</summary>
    /// <value>Default: <see cref="OffsetReset.Earliest"/>.</value>
    public OffsetReset OffsetReset { get; init; } = OffsetReset.Earliest;

    /// <summary>Called on a thread of the client when there may be something to poll or take. It must return at once and must not call the client.</summary>
    public required Action Wake { get; init; }
}
