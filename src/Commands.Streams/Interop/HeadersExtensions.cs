using Commands.Streams.Messaging;
using Commands.Streams.Records;

namespace Commands.Streams.Interop;

/// <summary>
/// Reads the headers of commands and responses. If a name repeats, the last one counts. Headers may contain arbitrary bytes, so no method throws: an
/// unreadable header counts as missing.
/// </summary>
public static class HeadersExtensions
{
    private const long MaxTimeout = 30L * 24 * 60 * 60 * 1000;

    /// <summary>Returns the correlation id, or <see langword="null"/> if there is none.</summary>
    /// <param name="headers">The headers of a command or response.</param>
    public static CorrelationId? GetCorrelationId(this Headers headers) =>
        CorrelationId.Over(Last(headers, CommandHeaders.CorrelationId) ?? headers.Last(SmallRyeHeaders.CorrelationId));

    /// <summary>Returns the command's id, or <see langword="null"/> if there is none.</summary>
    /// <param name="headers">The headers of a command or response.</param>
    public static CommandId? GetCommandId(this Headers headers) =>
        CommandId.Over(CommandIdBytes(headers));

    /// <summary>Returns the topic for the response, or <see langword="null"/> if there is none, or if it is not a valid topic name.</summary>
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

    /// <summary>
    /// Returns the partition for the response, 0 or more, or <see langword="null"/> if there is none. The topic may not have that partition.
    /// </summary>
    /// <param name="headers">The headers of a command.</param>
    public static int? GetReplyPartition(this Headers headers) =>
        (Last(headers, CommandHeaders.ReplyPartition) ?? headers.Last(SmallRyeHeaders.ReplyPartition)) is { } bytes ? PartitionNumber.Decode(bytes) : null;

    /// <summary>Returns the time at which the issuer stops waiting, in Unix milliseconds, or <see langword="null"/> if there is none.</summary>
    /// <param name="headers">The headers of a command.</param>
    public static long? GetCommandDeadline(this Headers headers) =>
        Last(headers, CommandHeaders.Deadline) is { } bytes ? HeaderText.DecodeNumber(bytes) : null;

    /// <summary>Returns the time that remained when the command was written, at most 30 days, or <see langword="null"/> if there is none.</summary>
    /// <param name="headers">The headers of a command.</param>
    public static TimeSpan? GetCommandTimeout(this Headers headers) =>
        Last(headers, CommandHeaders.Timeout) is { } bytes && HeaderText.DecodeNumber(bytes) is { } milliseconds
            ? TimeSpan.FromMilliseconds(Math.Min(milliseconds, MaxTimeout))
            : null;

    /// <summary>Returns the number of attempts, or <see langword="null"/> if the response does not have it, usually because there was only one.</summary>
    /// <param name="headers">The headers of a response.</param>
    public static int? GetCommandAttempt(this Headers headers) =>
        Last(headers, CommandHeaders.Attempt) is { } bytes && HeaderText.DecodeNumber(bytes) is { } number and <= int.MaxValue ? (int)number : null;

    /// <summary>
    /// Returns the status of the command: <see cref="CommandStatus.Completed"/> if there is none, <see cref="CommandStatus.Failed"/> for an error of
    /// NestJS, and <see langword="null"/> for an unknown status.
    /// </summary>
    /// <param name="headers">The headers of a response.</param>
    public static CommandStatus? GetCommandStatus(this Headers headers) =>
        Last(headers, CommandHeaders.Status) is null && headers.Contains(NestHeaders.Error)
            ? CommandStatus.Failed
            : StatusText.Decode(headers.Last(CommandHeaders.Status));

    /// <summary>Returns the error code, truncated to 256 bytes, or <see langword="null"/> if there is none.</summary>
    /// <param name="headers">The headers of a response.</param>
    public static string? GetCommandError(this Headers headers) =>
        Last(headers, CommandHeaders.Error) is { } bytes ? HeaderText.Decode(bytes, HeaderText.MaxErrorBytes) : null;

    /// <summary>Returns the error message, truncated to 1,024 bytes, or <see langword="null"/> if there is none.</summary>
    /// <param name="headers">The headers of a response.</param>
    public static string? GetCommandErrorMessage(this Headers headers) =>
        (Last(headers, CommandHeaders.ErrorMessage) ?? headers.Last(NestHeaders.Error)) is { } bytes
            ? HeaderText.Decode(bytes, HeaderText.MaxMessageBytes)
            : null;

    /// <summary>
    /// Returns <see langword="true"/> if the response reports that the command may be sent again with a new id; otherwise <see langword="false"/>.
    /// </summary>
    /// <param name="headers">The headers of a response.</param>
    public static bool IsCommandRetryable(this Headers headers) =>
        Last(headers, CommandHeaders.Retryable) is { } bytes && bytes.AsSpan().SequenceEqual("true"u8);

    /// <summary>Returns the name of the reply topic as it was received, even if it is invalid.</summary>
    internal static byte[]? ReplyTopicBytes(Headers headers) => Last(headers, CommandHeaders.ReplyTopic) ?? headers.Last(SmallRyeHeaders.ReplyTopic);

    /// <summary>Returns the command's id as it was received, even if it is too long.</summary>
    internal static byte[]? CommandIdBytes(Headers headers) => Last(headers, CommandHeaders.CommandId) ?? headers.Last(CloudEventHeaders.Id);

    private static byte[]? Last(Headers headers, string name)
    {
        ArgumentNullException.ThrowIfNull(headers);
        return headers.Last(name);
    }
}
