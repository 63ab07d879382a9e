namespace Commands.Streams;

/// <summary>The error codes that the library itself answers with. Handlers may use them, and codes of their own.</summary>
public static class CommandErrors
{
    /// <summary>Rejected: the command's content is not acceptable.</summary>
    public const string Invalid = "invalid";

    /// <summary>Rejected: the command's type is not one that its subscriber knows.</summary>
    public const string UnknownType = "unknown-type";

    /// <summary>Rejected: the command names a reply topic that the subscriber does not write to.</summary>
    public const string ReplyTopicNotAllowed = "reply-topic-not-allowed";

    /// <summary>Rejected: the command was still waiting when its deadline passed. Failed: its handler was still running then, and was told to end.</summary>
    public const string Expired = "expired";

    /// <summary>Failed: the command was handled, but its response is larger than may be written.</summary>
    public const string ResponseTooLarge = "response-too-large";

    /// <summary>Failed: the command was handled, but its response cannot be turned into bytes: the serde threw.</summary>
    public const string ResponseUnwritable = "response-unwritable";

    /// <summary>Failed: the handler threw.</summary>
    public const string HandlerFailed = "handler-failed";
}
