namespace Commands.Streams;

/// <summary>The error codes that the library itself sends. Handlers may use them as well as their own.</summary>
public static class CommandErrors
{
    /// <summary>Rejected: the command's content is not acceptable.</summary>
    public const string Invalid = "invalid";

    /// <summary>Rejected: the subscriber does not know the command's type.</summary>
    public const string UnknownType = "unknown-type";

    /// <summary>Rejected: the command names a reply topic that the subscriber does not allow.</summary>
    public const string ReplyTopicNotAllowed = "reply-topic-not-allowed";

    /// <summary>
    /// Rejected: the command was still waiting when its deadline passed. Failed: its handler was still running at its deadline and was cancelled.
    /// </summary>
    public const string Expired = "expired";

    /// <summary>Failed: the command was handled, but its response is larger than allowed.</summary>
    public const string ResponseTooLarge = "response-too-large";

    /// <summary>Failed: the command was handled, but its response could not be serialized.</summary>
    public const string ResponseUnwritable = "response-unwritable";

    /// <summary>Failed: the handler threw.</summary>
    public const string HandlerFailed = "handler-failed";
}
