using Commands.Streams.Interop;
using Commands.Streams.Records;

namespace Commands.Streams;

/// <summary>Options of a single command, besides its key and value.</summary>
public sealed record CommandOptions
{
    /// <summary>The id that joins the response to the command.</summary>
    /// <value>Default: <see langword="null"/>, a new id.</value>
    public CorrelationId? CorrelationId { get; init; }

    /// <summary>The id that stays the same when the command is sent again.</summary>
    /// <value>Default: <see langword="null"/>, the correlation id as text.</value>
    public CommandId? CommandId { get; init; }

    /// <summary>The topic for the response. The subscriber must allow it.</summary>
    /// <value>
    /// Default: <see langword="null"/>. For a command that is sent: the subscriber's response stream. For a request: the client's
    /// <see cref="CommandClientOptions.ReplyTopic"/>, otherwise the topic of the response stream.
    /// </value>
    public string? ReplyTopic { get; init; }

    /// <summary>The partition for the response, 0 or more.</summary>
    /// <value>Default: <see langword="null"/>, chosen by key; for a request, the client's <see cref="CommandClientOptions.ReplyPartition"/>.</value>
    public int? ReplyPartition { get; init; }

    /// <summary>The timestamp of the command.</summary>
    /// <value>Default: <see langword="null"/>, the current time.</value>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>Additional headers. Those with a name from <see cref="CommandHeaders"/> are ignored if the library writes that header itself.</summary>
    /// <value>Default: empty.</value>
    public Headers Headers { get; init; } = Headers.Empty;

    /// <summary>How long sending may take, at most the client's <see cref="CommandClientOptions.SendTimeout"/>.</summary>
    /// <value>
    /// Default: <see langword="null"/>, the client's timeout. After a shorter timeout, the producer keeps trying until the client's timeout has
    /// elapsed, so the command is in doubt until then.
    /// </value>
    public TimeSpan? SendTimeout { get; init; }
}
