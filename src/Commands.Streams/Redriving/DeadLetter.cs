using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Commands.Streams.Errors;
using Commands.Streams.Interop;
using Commands.Streams.Records;

namespace Commands.Streams.Redriving;

/// <summary>
/// A record of a dead-letter topic, in memory of its own. What its headers say is read from either family: Kafka Streams' or Spring's, whichever is there.
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

    /// <summary>The partition of the dead-letter topic that it lies in.</summary>
    public TopicPartition Partition { get; }

    /// <summary>Its offset there.</summary>
    public long Offset { get; }

    /// <summary>Unix time in milliseconds as the log has it: when the letter was written; -1 if there is none.</summary>
    public long Timestamp { get; }

    /// <summary>
    /// Unix time in milliseconds of the record that failed, by its headers; <see cref="Timestamp"/> if they do not say. A record that was redriven, and
    /// failed again, still has its first.
    /// </summary>
    public long OriginalTimestamp =>
        Headers.Last(DeadLetterHeaders.SpringTimestamp) is { Length: sizeof(long) } bytes && BinaryPrimitives.ReadInt64BigEndian(bytes) is >= 0 and var time
            ? time
            : Timestamp;

    /// <summary>The key's bytes, or <see langword="null"/>. Do not change them.</summary>
    public byte[]? Key { get; }

    /// <summary>The value's bytes, or <see langword="null"/>. Do not change them.</summary>
    public byte[]? Value { get; }

    /// <summary>All headers, those that make it a dead letter included.</summary>
    public Headers Headers { get; }

    /// <summary>Whether it has been redriven already, as far as the redrive's group knows.</summary>
    public bool IsRedriven { get; internal set; }

    /// <summary>The topic it failed in, or <see langword="null"/> if the headers name none.</summary>
    public string? OriginalTopic =>
        (Text(DeadLetterHeaders.SpringTopic) ?? Text(DeadLetterHeaders.Topic)) is { } topic && TopicNames.IsValid(topic) ? topic : null;

    /// <summary>The partition it failed in, or <see langword="null"/>.</summary>
    public int? OriginalPartition =>
        Headers.Last(DeadLetterHeaders.SpringPartition) is { Length: sizeof(int) } bytes
            && BinaryPrimitives.ReadInt32BigEndian(bytes) is >= 0 and var partition ? partition
        : int.TryParse(Text(DeadLetterHeaders.Partition), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The offset it had there, or <see langword="null"/>.</summary>
    public long? OriginalOffset =>
        Headers.Last(DeadLetterHeaders.SpringOffset) is { Length: sizeof(long) } bytes
            && BinaryPrimitives.ReadInt64BigEndian(bytes) is >= 0 and var offset ? offset
        : long.TryParse(Text(DeadLetterHeaders.Offset), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The consumer group it failed in, or <see langword="null"/>.</summary>
    public string? ConsumerGroup => Text(DeadLetterHeaders.SpringConsumerGroup);

    /// <summary>The exception's type, or <see langword="null"/>.</summary>
    public string? ExceptionType => Text(DeadLetterHeaders.Exception) ?? Text(DeadLetterHeaders.SpringException);

    /// <summary>The exception's message, or <see langword="null"/>.</summary>
    public string? ExceptionMessage => Text(DeadLetterHeaders.Message) ?? Text(DeadLetterHeaders.SpringMessage);

    /// <summary>The exception's stack trace, or <see langword="null"/>.</summary>
    public string? StackTrace => Text(DeadLetterHeaders.StackTrace) ?? Text(DeadLetterHeaders.SpringStackTrace);

    /// <summary>
    /// What it lacks because its topic did not take so large a record, in the words of <see cref="DeadLetterHeaders.Omitted"/>; <see langword="null"/> if it
    /// is whole. One that lacks its key or value cannot be redriven.
    /// </summary>
    public string? Omitted => Text(DeadLetterHeaders.Omitted);

    /// <summary>How often it was tried, if a header says so.</summary>
    public int? Attempts => Headers.GetCommandAttempt();

    /// <summary>The command's id, or <see langword="null"/> if it is not a command.</summary>
    public CommandId? CommandId =>
        Headers.GetCommandId() ?? (Headers.GetCorrelationId() is { } correlationId ? Streams.CommandId.From(correlationId) : null);

    /// <summary>Where it lies, as <c>topic-partition@offset</c>.</summary>
    public override string ToString() => $"{Partition}@{Offset}";

    /// <summary>Whether its issuer has given it up, tolerance left out.</summary>
    internal bool IsExpired(DateTimeOffset now) => Deadline is { } deadline && deadline < now.ToUnixTimeMilliseconds();

    /// <summary>
    /// The headers it had before it failed, and its first time. A number of tries goes: a redriven command begins with its first. A timeout, which counts
    /// from the record's timestamp, becomes the deadline that it meant.
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

    /// <summary>When its issuer gives it up: deadline and timeout are two witnesses, and the later one counts.</summary>
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
