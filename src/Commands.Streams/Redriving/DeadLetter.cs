using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Commands.Streams.Errors;
using Commands.Streams.Interop;
using Commands.Streams.Records;

namespace Commands.Streams.Redriving;

/// <summary>
/// A record of a dead-letter topic, copied into its own memory. It is read from either form of headers, Kafka Streams' or Spring's, whichever is
/// present.
/// </summary>
public sealed class DeadLetter
{
    internal DeadLetter(TopicPartition partition, long offset, long timestamp, byte[]? key, byte[]? value, Headers headers)
    {
        Partition = partition;
        Offset = offset;
        Timestamp = timestamp;
        Key = key;
        Value = value;
        Headers = headers;
    }

    /// <summary>The partition of the dead-letter topic that holds it.</summary>
    public TopicPartition Partition { get; }

    /// <summary>Its offset in that partition.</summary>
    public long Offset { get; }

    /// <summary>The time at which the letter was written, in Unix milliseconds from the log; -1 if there is none.</summary>
    public long Timestamp { get; }

    /// <summary>
    /// The timestamp of the failed record in Unix milliseconds, from its headers; <see cref="Timestamp"/> if they do not have it. A record that was
    /// redriven and failed again still has its first timestamp.
    /// </summary>
    public long OriginalTimestamp =>
        Headers.Last(DeadLetterHeaders.SpringTimestamp) is { Length: sizeof(long) } bytes && BinaryPrimitives.ReadInt64BigEndian(bytes) is >= 0 and var time
            ? time
            : Timestamp;

    /// <summary>The key's bytes, or <see langword="null"/>. Do not modify them.</summary>
    public byte[]? Key { get; }

    /// <summary>The value's bytes, or <see langword="null"/>. Do not modify them.</summary>
    public byte[]? Value { get; }

    /// <summary>All headers, including those that describe the failure.</summary>
    public Headers Headers { get; }

    /// <summary><see langword="true"/> if it has already been redriven, according to the redrive's group; otherwise <see langword="false"/>.</summary>
    public bool IsRedriven { get; internal set; }

    /// <summary>The topic it failed in, or <see langword="null"/> if the headers do not name it.</summary>
    public string? OriginalTopic =>
        (Text(DeadLetterHeaders.SpringTopic) ?? Text(DeadLetterHeaders.Topic)) is { } topic && TopicNames.IsValid(topic) ? topic : null;

    /// <summary>The partition it failed in, or <see langword="null"/> if the headers do not name it.</summary>
    public int? OriginalPartition =>
        Headers.Last(DeadLetterHeaders.SpringPartition) is { Length: sizeof(int) } bytes
            && BinaryPrimitives.ReadInt32BigEndian(bytes) is >= 0 and var partition ? partition
        : int.TryParse(Text(DeadLetterHeaders.Partition), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The offset of the failed record, or <see langword="null"/> if the headers do not have it.</summary>
    public long? OriginalOffset =>
        Headers.Last(DeadLetterHeaders.SpringOffset) is { Length: sizeof(long) } bytes
            && BinaryPrimitives.ReadInt64BigEndian(bytes) is >= 0 and var offset ? offset
        : long.TryParse(Text(DeadLetterHeaders.Offset), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The consumer group it failed in, or <see langword="null"/> if the headers do not name it.</summary>
    public string? ConsumerGroup => Text(DeadLetterHeaders.SpringConsumerGroup);

    /// <summary>The exception's type, or <see langword="null"/>.</summary>
    public string? ExceptionType => Text(DeadLetterHeaders.Exception) ?? Text(DeadLetterHeaders.SpringException);

    /// <summary>The exception's message, or <see langword="null"/>.</summary>
    public string? ExceptionMessage => Text(DeadLetterHeaders.Message) ?? Text(DeadLetterHeaders.SpringMessage);

    /// <summary>The exception's stack trace, or <see langword="null"/>.</summary>
    public string? StackTrace => Text(DeadLetterHeaders.StackTrace) ?? Text(DeadLetterHeaders.SpringStackTrace);

    /// <summary>
    /// The parts that were omitted because the topic does not accept a record that large, in the format of <see cref="DeadLetterHeaders.Omitted"/>;
    /// <see langword="null"/> if the letter is complete. A letter without its key or value cannot be redriven.
    /// </summary>
    public string? Omitted => Text(DeadLetterHeaders.Omitted);

    /// <summary>The number of attempts, or <see langword="null"/> if no header has it.</summary>
    public int? Attempts => Headers.GetCommandAttempt();

    /// <summary>The command's id, or <see langword="null"/> if it is not a command.</summary>
    public CommandId? CommandId =>
        Headers.GetCommandId() ?? (Headers.GetCorrelationId() is { } correlationId ? Streams.CommandId.From(correlationId) : null);

    /// <summary>Returns the position of the letter as <c>topic-partition@offset</c>.</summary>
    public override string ToString() => $"{Partition}@{Offset}";

    /// <summary>Returns whether the issuer has stopped waiting, without any tolerance.</summary>
    internal bool IsExpired(DateTimeOffset now) => Deadline is { } deadline && deadline < now.ToUnixTimeMilliseconds();

    /// <summary>
    /// Returns the headers that the record had before it failed, and its first timestamp. The number of attempts is removed, because a redriven
    /// command starts over with its first attempt. A timeout, which counts from the record's timestamp, becomes the equivalent deadline.
    /// </summary>
    internal Headers RestoreHeaders(bool withoutDeadline)
    {
        var deadline = withoutDeadline ? null : Deadline;
        List<Header> headers = [.. Headers.Where(header =>
            !DeadLetterHeaders.IsOfDeadLetter(header.Name)
            && header.Name is not (CommandHeaders.Attempt or CommandHeaders.Deadline or CommandHeaders.Timeout))];
        if (deadline is { } time)
        {
            headers.Add(new Header(CommandHeaders.Deadline, Encoding.UTF8.GetBytes(time.ToString(CultureInfo.InvariantCulture))));
        }

        if (OriginalTimestamp is >= 0 and var original)
        {
            var bytes = new byte[sizeof(long)];
            BinaryPrimitives.WriteInt64BigEndian(bytes, original);
            headers.Add(new Header(DeadLetterHeaders.SpringTimestamp, bytes));
        }

        return Headers.From([.. headers]);
    }

    /// <summary>The time at which the issuer stops waiting; if there are both a deadline and a timeout, the later time counts.</summary>
    private long? Deadline
    {
        get
        {
            var byTimeout = OriginalTimestamp is >= 0 and var original && Headers.GetCommandTimeout() is { } timeout
                ? (long)Math.Min((decimal)original + (long)timeout.TotalMilliseconds, long.MaxValue)
                : (long?)null;
            return Headers.GetCommandDeadline() is { } deadline ? Math.Max(deadline, byTimeout ?? deadline) : byTimeout;
        }
    }

    private string? Text(string name) => Headers.LastText(name) is { Length: > 0 } text ? text : null;
}
