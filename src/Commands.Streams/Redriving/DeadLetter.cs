using System.Buffers.Binary;
using System.Globalization;
using Commands.Streams.Errors;
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

    /// <summary>Unix time in milliseconds as the log has it: the failed record's own, unless the topic has log-append time; -1 where there is none.</summary>
    public long Timestamp { get; }

    /// <summary>The key's bytes, or <see langword="null"/>. Do not change them.</summary>
    public byte[]? Key { get; }

    /// <summary>The value's bytes, or <see langword="null"/>. Do not change them.</summary>
    public byte[]? Value { get; }

    /// <summary>All headers, those that make it a dead letter included.</summary>
    public Headers Headers { get; }

    /// <summary>Whether it has been redriven already, as far as the redrive's group knows.</summary>
    public bool IsRedriven { get; internal set; }

    /// <summary>The topic it failed in, or <see langword="null"/> where the headers name none.</summary>
    public string? OriginalTopic =>
        (Text(DeadLetterHeaders.SpringTopic) ?? Text(DeadLetterHeaders.Topic)) is { } topic && TopicNames.IsValid(topic) ? topic : null;

    /// <summary>The partition it failed in, or <see langword="null"/>.</summary>
    public int? OriginalPartition =>
        Headers.Last(DeadLetterHeaders.SpringPartition) is { Length: sizeof(int) } bytes && BinaryPrimitives.ReadInt32BigEndian(bytes) is >= 0 and var partition ? partition
        : int.TryParse(Text(DeadLetterHeaders.Partition), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The offset it had there, or <see langword="null"/>.</summary>
    public long? OriginalOffset =>
        Headers.Last(DeadLetterHeaders.SpringOffset) is { Length: sizeof(long) } bytes && BinaryPrimitives.ReadInt64BigEndian(bytes) is >= 0 and var offset ? offset
        : long.TryParse(Text(DeadLetterHeaders.Offset), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The consumer group it failed in, or <see langword="null"/>.</summary>
    public string? ConsumerGroup => Text(DeadLetterHeaders.SpringConsumerGroup);

    /// <summary>The exception's type, or <see langword="null"/>.</summary>
    public string? ExceptionType => Text(DeadLetterHeaders.Exception) ?? Text(DeadLetterHeaders.SpringException);

    /// <summary>The exception's message, or <see langword="null"/>.</summary>
    public string? ExceptionMessage => Text(DeadLetterHeaders.Message) ?? Text(DeadLetterHeaders.SpringMessage);

    /// <summary>The exception's stack trace, or <see langword="null"/>.</summary>
    public string? StackTrace => Text(DeadLetterHeaders.StackTrace) ?? Text(DeadLetterHeaders.SpringStackTrace);

    /// <summary>How often it was tried, where a header says so.</summary>
    public int? Attempts => Headers.GetCommandAttempt();

    /// <summary>The command's id, or <see langword="null"/> where it is no command.</summary>
    public CommandId? CommandId =>
        Headers.GetCommandId() ?? (Headers.GetCorrelationId() is { } correlationId ? Streams.CommandId.From(correlationId) : null);

    /// <summary>Where it lies, as <c>topic-partition@offset</c>.</summary>
    public override string ToString() => $"{Partition}@{Offset}";

    /// <summary>Whether its issuer has given it up, tolerance left out.</summary>
    internal bool IsExpired(DateTimeOffset now)
    {
        var time = now.ToUnixTimeMilliseconds();
        var deadline = Headers.GetCommandDeadline();
        var byTimeout = Timestamp >= 0 && Headers.GetCommandTimeout() is { } timeout ? Timestamp + (long)timeout.TotalMilliseconds : (long?)null;
        return (deadline ?? byTimeout) is not null && Math.Max(deadline ?? 0, byTimeout ?? 0) < time;
    }

    /// <summary>The headers it had before it failed. A number of tries goes too: a redriven command begins with its first.</summary>
    internal Headers RestoreHeaders(bool withoutDeadline) => Headers.From([.. Headers.Where(header =>
        !DeadLetterHeaders.IsOfDeadLetter(header.Name)
        && header.Name != CommandHeaders.Attempt
        && !(withoutDeadline && header.Name is (CommandHeaders.Deadline or CommandHeaders.Timeout)))]);

    private string? Text(string name) => Headers.LastText(name) is { Length: > 0 } text ? text : null;
}
