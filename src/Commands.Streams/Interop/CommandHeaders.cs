namespace Commands.Streams.Interop;

/// <summary>
/// The names of the headers that commands and responses carry. Text is UTF-8 without a length prefix. Read them with <see cref="HeadersExtensions"/>.
/// </summary>
public static class CommandHeaders
{
    /// <summary>On a command and its response: joins the two. Bytes of the issuer's choice, given back as they came.</summary>
    public const string CorrelationId = "kafka_correlationId";

    /// <summary>On a command: the topic the response goes to, as text. Without it, the subscriber's response stream.</summary>
    public const string ReplyTopic = "kafka_replyTopic";

    /// <summary>On a command: the partition the response goes to, as 4 bytes big-endian; decimal text is understood too.</summary>
    public const string ReplyPartition = "kafka_replyPartition";

    /// <summary>On a command and its response: text that stays the same when the command is sent again.</summary>
    public const string CommandId = "command-id";

    /// <summary>On a command and its response, if several types share a stream: the name of its type; see <see cref="CommandTypes{TCommand}"/>.</summary>
    public const string Type = "command-type";

    /// <summary>On a command: when its issuer gives it up, as decimal Unix time in milliseconds, by the issuer's clock.</summary>
    public const string Deadline = "command-deadline";

    /// <summary>On a command: how many milliseconds were left when it was written, decimal. Judged from the record's timestamp.</summary>
    public const string Timeout = "command-timeout";

    /// <summary>On a response: <c>completed</c>, <c>rejected</c>, <c>failed</c> or <c>accepted</c>. Without it, completed.</summary>
    public const string Status = "command-status";

    /// <summary>On a response to a rejected or failed command: a short, stable code, as text.</summary>
    public const string Error = "command-error";

    /// <summary>On a response to a rejected or failed command: a sentence, as text of at most 1,024 bytes.</summary>
    public const string ErrorMessage = "command-error-message";

    /// <summary>On a response to a rejected or failed command: <c>true</c> if it may be sent again with a new id, else <c>false</c>.</summary>
    public const string Retryable = "command-retryable";

    /// <summary>
    /// On a response to a command that was tried more than once: the number of tries, decimal. On a command in a retry topic: which try it waits for, 1 for
    /// the first.
    /// </summary>
    public const string Attempt = "command-attempt";

    /// <summary>On a command in a retry topic: when it is tried again, in decimal Unix milliseconds.</summary>
    public const string Due = "command-due";

    /// <summary>On a command in a retry topic: how many of its delays are behind it when it is tried there, decimal.</summary>
    public const string Delays = "command-delays";

    /// <summary>On a command in a retry topic: the offset it had in the command topic, decimal. Its partition is the same.</summary>
    public const string Offset = "command-offset";

    /// <summary>On both: W3C trace context, the parent's id.</summary>
    public const string TraceParent = "traceparent";

    /// <summary>On both: W3C trace context, what vendors add.</summary>
    public const string TraceState = "tracestate";

    /// <summary>On both: W3C baggage.</summary>
    public const string Baggage = "baggage";
}
