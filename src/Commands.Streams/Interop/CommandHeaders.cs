namespace Commands.Streams.Interop;

/// <summary>
/// The names of the headers of commands and responses. Text is UTF-8 without a length prefix. Read them with <see cref="HeadersExtensions"/>.
/// </summary>
public static class CommandHeaders
{
    /// <summary>On a command and its response: joins the two. Bytes that the issuer chooses and the subscriber returns unchanged.</summary>
    public const string CorrelationId = "kafka_correlationId";

    /// <summary>On a command: the topic for the response, as text. By default the subscriber's response stream.</summary>
    public const string ReplyTopic = "kafka_replyTopic";

    /// <summary>On a command: the partition for the response, as 4 bytes big-endian; decimal text is also understood.</summary>
    public const string ReplyPartition = "kafka_replyPartition";

    /// <summary>On a command and its response: text that stays the same when the command is sent again.</summary>
    public const string CommandId = "command-id";

    /// <summary>On a command and its response, if several types share a stream: the name of its type; see <see cref="CommandTypes{TCommand}"/>.</summary>
    public const string Type = "command-type";

    /// <summary>On a command: the time at which its issuer stops waiting, as decimal Unix time in milliseconds by the issuer's clock.</summary>
    public const string Deadline = "command-deadline";

    /// <summary>On a command: the milliseconds that remained when it was written, decimal. Counted from the record's timestamp.</summary>
    public const string Timeout = "command-timeout";

    /// <summary>On a response: <c>completed</c>, <c>rejected</c>, <c>failed</c> or <c>accepted</c>. Completed if missing.</summary>
    public const string Status = "command-status";

    /// <summary>On a response to a rejected or failed command: a short, stable code, as text.</summary>
    public const string Error = "command-error";

    /// <summary>On a response to a rejected or failed command: a sentence, as text of at most 1,024 bytes.</summary>
    public const string ErrorMessage = "command-error-message";

    /// <summary>On a response to a rejected or failed command: <c>true</c> if it may be sent again with a new id, otherwise <c>false</c>.</summary>
    public const string Retryable = "command-retryable";

    /// <summary>
    /// On a response to a command that was tried more than once: the number of attempts, decimal. On a command in a retry topic: the number of the
    /// attempt it waits for, decimal; 1 is the first.
    /// </summary>
    public const string Attempt = "command-attempt";

    /// <summary>On a command in a retry topic: the time of the next attempt, in decimal Unix milliseconds.</summary>
    public const string Due = "command-due";

    /// <summary>On a command in a retry topic: the number of its delays that will have passed at the next attempt, decimal.</summary>
    public const string Delays = "command-delays";

    /// <summary>On a command in a retry topic: its offset in the command topic, decimal. The partition is the same.</summary>
    public const string Offset = "command-offset";

    /// <summary>On both: the parent id of the W3C trace context.</summary>
    public const string TraceParent = "traceparent";

    /// <summary>On both: the vendor-specific state of the W3C trace context.</summary>
    public const string TraceState = "tracestate";

    /// <summary>On both: W3C baggage.</summary>
    public const string Baggage = "baggage";
}
