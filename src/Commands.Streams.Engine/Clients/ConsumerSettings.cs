using System.ComponentModel;
using Commands.Streams.Records;

namespace Commands.Streams.Clients;

/// <summary>What a worker asks of its consumer.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ConsumerSettings
{
    /// <summary>The consumer group: the application's id.</summary>
    public required string GroupId { get; init; }

    /// <summary>The client id, which names the worker in logs of the broker.</summary>
    public required string ClientId { get; init; }

    /// <summary>Whether records of aborted and open transactions stay hidden (<c>read_committed</c>).</summary>
    public bool ReadCommitted { get; init; }

    /// <summary>Where reading starts in a partition without a committed offset.</summary>
    /// <value>Default: <see cref="OffsetReset.Earliest"/>.</value>
    public OffsetReset OffsetReset { get; init; } = OffsetReset.Earliest;

    /// <summary>
    /// Called, on a thread of the client, when there may be something to poll or take. It must return at once and call nothing of the client.
    /// </summary>
    public required Action Wake { get; init; }
}
