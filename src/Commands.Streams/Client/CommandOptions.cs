using Commands.Streams.Interop;
using Commands.Streams.Records;

namespace Commands.Streams;

/// <summary>What one command is sent with, besides key and value.</summary>
public sealed record CommandOptions
{
    /// <summary>What the response carries back.</summary>
    /// <value>Default: <see langword="null"/>, a new one.</value>
    public CorrelationId? CorrelationId { get; init; }

    /// <summary>What stays the same when the command is sent again.</summary>
    /// <value>Default: <see langword="null"/>, the text of the correlation id.</value>
    public CommandId? CommandId { get; init; }

    /// <summary>The topic the response goes to. The subscriber must allow it.</summary>
    /// <value>
    /// Default: <see langword="null"/>. Of a command that is sent: the subscriber's response stream. Of a request: the client's
    /// <see cref="CommandClientOptions.ReplyTopic"/>, or else the response stream's topic.
    /// </value>
    public string? ReplyTopic { get; init; }

    /// <summary>The partition the response goes to, 0 or more.</summary>
    /// <value>Default: <see langword="null"/>, by key; of a request, the client's <see cref="CommandClientOptions.ReplyPartition"/>.</value>
    public int? ReplyPartition { get; init; }

    /// <summary>The command's time.</summary>
    /// <value>Default: <see langword="null"/>, now.</value>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>
    /// More headers. Those of the names in <see cref="CommandHeaders"/> are passed over if the library writes them itself.
    /// </summary>
    /// <value>Default: none.</value>
    public Headers Headers { get; init; } = Headers.Empty;

    /// <summary>How long sending may take, at most as long as the client's <see cref="CommandClientOptions.SendTimeout"/>.</summary>
    /// <value>
    /// Default: <see langword="null"/>, the client's. After a shorter one the producer goes on trying for the rest of the client's, so that the command is in
    /// doubt until then.
    /// </value>
    public TimeSpan? SendTimeout { get; init; }
}
