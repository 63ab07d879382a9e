using Commands.Streams.Interop;
using Microsoft.Extensions.Logging;

namespace Commands.Streams;

/// <summary>Configures a <see cref="CommandClient{TKey,TCommand}"/>.</summary>
public sealed record CommandClientOptions
{
    /// <summary>The client id, which the broker logs.</summary>
    /// <value>Default: <see langword="null"/>, <c>commands-</c> followed by the command topic.</value>
    public string? ClientId { get; init; }

    /// <summary>
    /// How long sending a command may take, from the call to the acknowledgement; greater than zero. A command that has not been acknowledged by then
    /// ends with an exception, and the producer stops trying: a command that is known not to have left the client is not sent later.
    /// </summary>
    /// <value>Default: 30 s.</value>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Creates the logger for requests that were not sent.</summary>
    /// <value>Default: <see langword="null"/>, the logger factory of the cluster's client.</value>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>The clock for the timestamps of commands.</summary>
    /// <value>Default: the system clock.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// Creates the correlation ids of commands without one. Called on the senders' threads, possibly several at once; must never return the same id
    /// twice.
    /// </summary>
    /// <value>Default: <see langword="null"/>, a random UUID in the format of the <see cref="Profile"/>.</value>
    public Func<CorrelationId>? NewCorrelationId { get; init; }

    /// <summary>
    /// The names and encodings of the headers that commands are written with. Set custom header names with
    /// <see cref="CommandStream{TKey,TCommand}.WithProfile"/> instead, because a subscriber of this library only learns them from the stream.
    /// </summary>
    /// <value>Default: <see langword="null"/>, the profile of the stream.</value>
    public CommandProfile? Profile { get; init; }

    /// <summary>
    /// The largest number of requests that may wait for their responses at once. Further requests are not sent (<see cref="NotSentReason.Busy"/>).
    /// </summary>
    /// <value>1 or more. Default: 100,000.</value>
    public int MaxPending { get; init; } = 100_000;

    /// <summary>The topic for responses to requests. The subscriber must allow it.</summary>
    /// <value>Default: <see langword="null"/>, the topic of the response stream that is passed with the request.</value>
    public string? ReplyTopic { get; init; }

    /// <summary>The partition of the reply topic for responses to requests, 0 or more.</summary>
    /// <value>Default: <see langword="null"/>, chosen by key.</value>
    public int? ReplyPartition { get; init; }

    /// <summary>
    /// Receives responses to requests that had already ended without one, as long as the client remembers them: the newest few thousand of each reply
    /// topic. Called on the thread that reads responses, so it must return soon; exceptions are ignored.
    /// </summary>
    /// <value>Default: <see langword="null"/>; late responses are only counted.</value>
    public Action<LateResponse>? OnLateResponse { get; init; }

    /// <summary>
    /// Called when the subscriber reports that it has started to handle a request's command (<see cref="CommandStatus.Accepted"/>). Called on the
    /// thread that reads responses, so it must return soon; exceptions are ignored.
    /// </summary>
    /// <value>Default: <see langword="null"/>, no notification.</value>
    public Action<CorrelationId>? OnAccepted { get; init; }

    /// <summary>The client's own profile, otherwise the stream's once the client has been created.</summary>
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
