using System.ComponentModel;

namespace Commands.Streams.Clients;

/// <summary>What a worker asks of its producer.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ProducerSettings
{
    /// <summary>The client id, which names the worker in logs of the broker.</summary>
    public required string ClientId { get; init; }

    /// <summary>The transactional id, or <see langword="null"/> for an idempotent producer without transactions.</summary>
    public string? TransactionalId { get; init; }

    /// <summary>How long the broker lets a transaction stay open before it aborts it; used with a transactional id only.</summary>
    /// <value>Default: 10 s, as Kafka Streams.</value>
    public TimeSpan TransactionTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Called, on a thread of the client, when a delivery failed and <see cref="IStreamProducer.Poll"/> has something to say. It must return at
    /// once and call nothing of the client. A client without such a notice may ignore it.
    /// </summary>
    public Action? Wake { get; init; }
}
