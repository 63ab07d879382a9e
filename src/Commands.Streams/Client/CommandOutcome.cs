namespace Commands.Streams;

/// <summary>
/// What the issuer finally knows about a command: exactly one of <see cref="Completed"/>, <see cref="Rejected"/>, <see cref="Failed"/>,
/// <see cref="NotSent"/> and <see cref="Unknown"/>. Match it by type.
/// </summary>
/// <typeparam name="TResponse">The response's type.</typeparam>
public abstract record CommandOutcome<TResponse>
{
    private CommandOutcome()
    {
    }

    /// <summary>The command was handled.</summary>
    /// <param name="Response">The response of the handler; null only if the type allows it.</param>
    public sealed record Completed(TResponse Response) : CommandOutcome<TResponse>;

    /// <summary>The subscriber refused the command; sending it again will not help.</summary>
    /// <param name="Code">A short, stable code, such as <see cref="CommandErrors.Invalid"/>; empty if the response has none.</param>
    /// <param name="Message">A sentence; empty if the response has none.</param>
    public sealed record Rejected(string Code, string Message) : CommandOutcome<TResponse>;

    /// <summary>The handler failed permanently.</summary>
    /// <param name="Code">A short, stable code, such as <see cref="CommandErrors.HandlerFailed"/>; empty if the response has none.</param>
    /// <param name="Message">A sentence; empty if the response has none.</param>
    /// <param name="IsRetryable">
    /// <see langword="true"/> if the subscriber reports that the command may be sent again with a new id; otherwise <see langword="false"/>.
    /// </param>
    public sealed record Failed(string Code, string Message, bool IsRetryable) : CommandOutcome<TResponse>;

    /// <summary>The command certainly did not reach the log; it can be sent again with a new id.</summary>
    /// <param name="Reason">The reason.</param>
    public sealed record NotSent(NotSentReason Reason) : CommandOutcome<TResponse>
    {
        /// <summary>A sentence for people that names the cause. It is not compared: outcomes with the same reason are equal.</summary>
        public string Message { get; init; } = string.Empty;

        /// <inheritdoc/>
        public bool Equals(NotSent? other) => other is not null && other.Reason == Reason;

        /// <inheritdoc/>
        public override int GetHashCode() => Reason.GetHashCode();
    }

    /// <summary>The command was sent, or may have been sent, but there is no readable response. If you send it again, use the same command id.</summary>
    /// <param name="Reason">The reason.</param>
    public sealed record Unknown(UnknownReason Reason) : CommandOutcome<TResponse>
    {
        /// <summary>The bytes of a response that cannot be read; <see langword="null"/> if there is no response, or if it has no value.</summary>
        public ReadOnlyMemory<byte>? Response { get; init; }

        /// <summary>A sentence for people that names the cause. It is not compared.</summary>
        public string Message { get; init; } = string.Empty;

        /// <inheritdoc/>
        public bool Equals(Unknown? other) => other is not null && other.Reason == Reason && Nullable.Equals(other.Response, Response);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Reason, Response);
    }
}
