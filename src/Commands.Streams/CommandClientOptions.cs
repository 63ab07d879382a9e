namespace Commands.Streams;

/// <summary>How a <see cref="CommandClient{TKey,TCommand}"/> works.</summary>
public sealed record CommandClientOptions
{
    /// <summary>The name the broker logs.</summary>
    /// <value>Default: <see langword="null"/>, <c>commands-</c> and the command topic.</value>
    public string? ClientId { get; init; }

    /// <summary>How long delivery of a command may take, more than zero. A command that is not acknowledged by then ends in an exception.</summary>
    /// <value>Default: 30 s.</value>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Where commands' timestamps come from.</summary>
    /// <value>Default: the system's clock.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Makes the correlation id of a command that is given none. Called on the sender's thread, several at once; never the same twice.</summary>
    /// <value>Default: the text of a random UUID.</value>
    public Func<CorrelationId> NewCorrelationId { get; init; } = static () => CorrelationId.FromText(Guid.NewGuid().ToString());
}
