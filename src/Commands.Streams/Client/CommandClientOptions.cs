using Commands.Streams.Interop;
using Microsoft.Extensions.Logging;

namespace Commands.Streams;

/// <summary>How a <see cref="CommandClient{TKey,TCommand}"/> works.</summary>
public sealed record CommandClientOptions
{
    /// <summary>The name the broker logs.</summary>
    /// <value>Default: <see langword="null"/>, <c>commands-</c> and the command topic.</value>
    public string? ClientId { get; init; }

    /// <summary>
    /// How long sending a command may take, from the call to the acknowledgement, more than zero. What is not acknowledged by then ends in an exception, and
    /// the producer does not go on trying: a command of which it is known that it did not leave the client is not sent later.
    /// </summary>
    /// <value>Default: 30 s.</value>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Where requests that were not sent are logged.</summary>
    /// <value>Default: <see langword="null"/>, which is where the cluster's client logs.</value>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>The clock that gives commands their timestamps.</summary>
    /// <value>Default: the system's clock.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// Makes the correlation id of a command that is given none. Called on the sender's thread, several at once; never the same twice.
    /// </summary>
    /// <value>Default: <see langword="null"/>, a random UUID as the <see cref="Profile"/> wants it.</value>
    public Func<CorrelationId>? NewCorrelationId { get; init; }

    /// <summary>
    /// The names and encodings of the headers that commands are written with. A subscriber of this library knows header names of one's own only from the
    /// stream, so give those to <see cref="CommandStream{TKey,TCommand}.WithProfile"/>.
    /// </summary>
    /// <value>Default: <see langword="null"/>, the stream's.</value>
    public CommandProfile? Profile { get; init; }

    /// <summary>How many requests may wait for their response at once. One more is not sent (<see cref="NotSentReason.Busy"/>).</summary>
    /// <value>1 or more. Default: 100,000.</value>
    public int MaxPending { get; init; } = 100_000;

    /// <summary>The topic that responses to requests go to. The subscriber must allow it.</summary>
    /// <value>Default: <see langword="null"/>, the topic of the response stream that is given with the request.</value>
    public string? ReplyTopic { get; init; }

    /// <summary>The partition of the reply topic that responses to requests go to, 0 or more.</summary>
    /// <value>Default: <see langword="null"/>, by key.</value>
    public int? ReplyPartition { get; init; }

    /// <summary>
    /// Gets responses to requests that had ended without one, as far as they are remembered: the newest few thousand of each reply topic. Called on
    /// the thread that reads responses, so it must return soon; what it throws is dropped.
    /// </summary>
    /// <value>Default: <see langword="null"/>, they are counted only.</value>
    public Action<LateResponse>? OnLateResponse { get; init; }

    /// <summary>
    /// Hears that the subscriber has begun with a request's command, if the subscriber says so (<see cref="CommandStatus.Accepted"/>). Called on the
    /// thread that reads responses, so it must return soon; what it throws is dropped.
    /// </summary>
    /// <value>Default: <see langword="null"/>, nobody hears of it.</value>
    public Action<CorrelationId>? OnAccepted { get; init; }

    /// <summary>The client's own profile or else the stream's, once the client is made.</summary>
    internal CommandProfile ActualProfile => Profile ?? CommandProfile.Default;

    internal CorrelationId CreateCorrelationId() => NewCorrelationId?.Invoke() ?? CorrelationId.Over(CreateBytes(Guid.NewGuid()))!.Value;

    private byte[] CreateBytes(Guid id)
    {
        var isText = ActualProfile.CorrelationIds == CorrelationIdFormat.Text;
        var bytes = new byte[isText ? 36 : 16];
        _ = isText ? id.TryFormat(bytes, out _) : id.TryWriteBytes(bytes, bigEndian: true, out _);
        return bytes;
    }
}
