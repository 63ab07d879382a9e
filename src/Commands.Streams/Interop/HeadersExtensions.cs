using Commands.Streams.Messaging;
using Commands.Streams.Records;

namespace Commands.Streams.Interop;

/// <summary>
/// Reads what commands and responses say in their headers. If a name repeats, the last one counts. Headers come from anyone, so no method throws
/// for odd bytes: what cannot be read is as if it were not there.
/// </summary>
public static class HeadersExtensions
{
    private const long MaxTimeout = 30L * 24 * 60 * 60 * 1000;

    /// <summary>The correlation id, or <see langword="null"/>.</summary>
    /// <param name="headers">The headers of a command or response.</param>
    public static CorrelationId? GetCorrelationId(this Headers headers) =>
        CorrelationId.Over(Last(headers, CommandHeaders.CorrelationId) ?? headers.Last(SmallRyeHeaders.CorrelationId));

    /// <summary>The command's id, or <see langword="null"/>.</summary>
    /// <param name="headers">The headers of a command or response.</param>
    public static CommandId? GetCommandId(this Headers headers) =>
        CommandId.Over(Last(headers, CommandHeaders.CommandId) ?? headers.Last(CloudEventHeaders.Id));

    /// <summary>The topic the issuer wants the response in, or <see langword="null"/> if it names none, or a name that no topic can have.</summary>
    /// <param name="headers">The headers of a command.</param>
    public static string? GetReplyTopic(this Headers headers)
    {
        if (ReplyTopicBytes(headers) is not { Length: <= TopicNames.MaxLength } bytes)
        {
            return null;
        }

        var topic = HeaderText.Decode(bytes, TopicNames.MaxLength);
        return TopicNames.IsValid(topic) ? topic : null;
    }

    /// <summary>The partition the issuer wants the response in, 0 or more, or <see langword="null"/>. The topic may have no such partition.</summary>
    /// <param name="headers">The headers of a command.</param>
    public static int? GetReplyPartition(this Headers headers) =>
        (Last(headers, CommandHeaders.ReplyPartition) ?? headers.Last(SmallRyeHeaders.ReplyPartition)) is { } bytes ? PartitionNumber.Decode(bytes) : null;

    /// <summary>When the issuer gives the command up, in Unix milliseconds, or <see langword="null"/>.</summary>
    /// <param name="headers">The headers of a command.</param>
    public static long? GetCommandDeadline(this Headers headers) =>
        Last(headers, CommandHeaders.Deadline) is { } bytes ? HeaderText.DecodeNumber(bytes) : null;

    /// <summary>How much time was left when the command was written, at most 30 days of it, or <see langword="null"/>.</summary>
    /// <param name="headers">The headers of a command.</param>
    public static TimeSpan? GetCommandTimeout(this Headers headers) =>
        Last(headers, CommandHeaders.Timeout) is { } bytes && HeaderText.DecodeNumber(bytes) is { } milliseconds
            ? TimeSpan.FromMilliseconds(Math.Min(milliseconds, MaxTimeout))
            : null;

    /// <summary>How often the command was tried, or <see langword="null"/> if the response does not say: once, as a rule.</summary>
    /// <param name="headers">The headers of a response.</param>
    public static int? GetCommandAttempt(this Headers headers) =>
        Last(headers, CommandHeaders.Attempt) is { } bytes && HeaderText.DecodeNumber(bytes) is { } number and <= int.MaxValue ? (int)number : null;

    /// <summary>
    /// What the response says about its command: <see cref="CommandStatus.Completed"/> if it says nothing, <see cref="CommandStatus.Failed"/> if
    /// it is an error of NestJS, <see langword="null"/> if it says something unknown.
    /// </summary>
    /// <param name="headers">The headers of a response.</param>
    public static CommandStatus? GetCommandStatus(this Headers headers) =>
        Last(headers, CommandHeaders.Status) is null && headers.Contains(NestHeaders.Error)
            ? CommandStatus.Failed
            : StatusText.Decode(headers.Last(CommandHeaders.Status));

    /// <summary>The code of the error, at most 256 bytes of it, or <see langword="null"/>.</summary>
    /// <param name="headers">The headers of a response.</param>
    public static string? GetCommandError(this Headers headers) =>
        Last(headers, CommandHeaders.Error) is { } bytes ? HeaderText.Decode(bytes, HeaderText.MaxErrorBytes) : null;

    /// <summary>The message of the error, at most 1,024 bytes of it, or <see langword="null"/>.</summary>
    /// <param name="headers">The headers of a response.</param>
    public static string? GetCommandErrorMessage(this Headers headers) =>
        (Last(headers, CommandHeaders.ErrorMessage) ?? headers.Last(NestHeaders.Error)) is { } bytes
            ? HeaderText.Decode(bytes, HeaderText.MaxMessageBytes)
            : null;

    /// <summary>Whether the response says that the command may be sent again with a new id.</summary>
    /// <param name="headers">The headers of a response.</param>
    public static bool IsCommandRetryable(this Headers headers) =>
        Last(headers, CommandHeaders.Retryable) is { } bytes && bytes.AsSpan().SequenceEqual("true"u8);

    /// <summary>The reply topic's name as it came, whether it can be one or not.</summary>
    internal static byte[]? ReplyTopicBytes(Headers headers) => Last(headers, CommandHeaders.ReplyTopic) ?? headers.Last(SmallRyeHeaders.ReplyTopic);

    private static byte[]? Last(Headers headers, string name)
    {
        ArgumentNullException.ThrowIfNull(headers);
        return headers.Last(name);
    }
}
