using System.ComponentModel;

namespace Commands.Streams.Clients;

/// <summary>The settings of a worker's producer.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ProducerSettings
{
    /// <summary>The client id, which names the worker in the broker's logs.</summary>
    public required string ClientId { get; init; }

    /// <summary>The transactional id, or <see langword="null"/> for an idempotent producer without transactions.</summary>
    public string? TransactionalId { get; init; }

    /// <summary>How long the broker lets a transaction stay open before it aborts it; used with a transactional id only.</summary>
    /// <value>Default: 10 s, as in Kafka Streams.</value>
    public TimeSpan TransactionTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Called on a thread of the client when a delivery has failed and <see cref="IStreamProducer.Poll"/> has something to report. It must return at
    /// once and must not call the client. Clients without such a notification may ignore it.
    /// </summary>
    public Action? Wake { get; init; }
}
