using System.Buffers.Binary;
using System.Globalization;
using Commands.Streams.Records;

namespace Commands.Streams.Errors;

/// <summary>
/// The headers of a dead letter, in the two forms that tools understand: Kafka Streams' (KIP-1034, all text) and Spring's (numbers big-endian). Names
/// and values together take at most 8 KiB; longer texts are truncated between characters.
/// </summary>
public static class DeadLetterHeaders
{
    /// <summary>The exception's type, at most 256 bytes.</summary>
    public const string Exception = "__streams.errors.exception";

    /// <summary>The exception's message, at most 1,024 bytes.</summary>
    public const string Message = "__streams.errors.message";

    /// <summary>The exception's stack trace, at most 2,048 bytes.</summary>
    public const string StackTrace = "__streams.errors.stacktrace";

    /// <summary>The input topic.</summary>
    public const string Topic = "__streams.errors.topic";

    /// <summary>The input partition, decimal.</summary>
    public const string Partition = "__streams.errors.partition";

    /// <summary>The input offset, decimal.</summary>
    public const string Offset = "__streams.errors.offset";

    /// <summary>Spring's name for the exception's type; the same bytes as <see cref="Exception"/>.</summary>
    public const string SpringException = "kafka_dlt-exception-fqcn";

    /// <summary>Spring's name for the exception's message; the same bytes as <see cref="Message"/>.</summary>
    public const string SpringMessage = "kafka_dlt-exception-message";

    /// <summary>Spring's name for the exception's stack trace; the same bytes as <see cref="StackTrace"/>.</summary>
    public const string SpringStackTrace = "kafka_dlt-exception-stacktrace";

    /// <summary>Spring's name for the input topic.</summary>
    public const string SpringTopic = "kafka_dlt-original-topic";

    /// <summary>Spring's name for the input partition, 4 bytes big-endian.</summary>
    public const string SpringPartition = "kafka_dlt-original-partition";

    /// <summary>Spring's name for the input offset, 8 bytes big-endian.</summary>
    public const string SpringOffset = "kafka_dlt-original-offset";

    /// <summary>Spring's name for the input timestamp, 8 bytes big-endian.</summary>
    public const string SpringTimestamp = "kafka_dlt-original-timestamp";

    /// <summary>Spring's name for the origin of the timestamp: <c>CreateTime</c> or <c>LogAppendTime</c>; omitted if it is not known.</summary>
    public const string SpringTimestampType = "kafka_dlt-original-timestamp-type";

    /// <summary>Spring's name for the consumer group, at most 256 bytes: the application's id.</summary>
    public const string SpringConsumerGroup = "kafka_dlt-original-consumer-group";

    /// <summary>
    /// The parts that were omitted because the dead-letter topic does not accept a record that large, as text: some of <c>stacktrace</c>,
    /// <c>headers</c> (the record's own), <c>value</c> and <c>key</c>, separated by commas. Not present if the letter is complete.
    /// </summary>
    public const string Omitted = "__streams.errors.omitted";

    private const string Family = "__streams.errors.";
    private const string SpringFamily = "kafka_dlt-";
    private const int MaxNameBytes = 256;
    private const int MaxMessageBytes = 1024;
    private const int MaxStackTraceBytes = 2048;

    /// <summary>Builds the headers: the record's own, without those of an earlier dead letter, followed by those that describe the failure.</summary>
    /// <param name="context">The record, and where it failed.</param>
    /// <param name="exception">The exception.</param>
    public static Headers Build(ErrorContext context, Exception exception) => Build(context, exception, DeadLetterForm.Whole);

    /// <summary>Builds the headers of a letter that may be incomplete.</summary>
    internal static Headers Build(ErrorContext context, Exception exception, DeadLetterForm form)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(exception);
        List<Header> headers = form >= DeadLetterForm.WithoutHeaders ? [] : [.. context.Headers.Where(header => !IsOfDeadLetter(header.Name))];
        var isWhole = form == DeadLetterForm.Whole;
        var type = TruncatedUtf8.Encode(exception.GetType().FullName ?? exception.GetType().Name, MaxNameBytes);
        var message = TruncatedUtf8.Encode(TextOf(exception, static exception => exception.Message), isWhole ? MaxMessageBytes : MaxNameBytes);
        var stackTrace = isWhole ? TruncatedUtf8.Encode(TextOf(exception, static exception => exception.StackTrace), MaxStackTraceBytes) : null;
        var topic = TruncatedUtf8.Encode(context.Topic ?? context.OutputTopic ?? string.Empty, MaxNameBytes);
        headers.Add(new Header(Exception, type));
        headers.Add(new Header(Message, message));
        AddIfKnown(headers, StackTrace, stackTrace);
        headers.Add(new Header(Topic, topic));
        headers.Add(new Header(Partition, TruncatedUtf8.Encode(context.Partition.ToString(CultureInfo.InvariantCulture), MaxNameBytes)));
        headers.Add(new Header(Offset, TruncatedUtf8.Encode(context.Offset.ToString(CultureInfo.InvariantCulture), MaxNameBytes)));
        if (form < DeadLetterForm.WithoutHeaders)
        {
            headers.Add(new Header(SpringException, type));
            headers.Add(new Header(SpringMessage, message));
            AddIfKnown(headers, SpringStackTrace, stackTrace);
            headers.Add(new Header(SpringTopic, topic));
            headers.Add(new Header(SpringPartition, BigEndian(context.Partition)));
            headers.Add(new Header(SpringOffset, BigEndian(context.Offset)));
        }

        headers.Add(new Header(SpringTimestamp, OriginalTimestamp(context)));
        if (form < DeadLetterForm.WithoutHeaders)
        {
            AddIfKnown(
                headers,
                SpringTimestampType,
                context.TimestampType == TimestampType.Unknown ? null : TruncatedUtf8.Encode(context.TimestampType.ToString(), MaxNameBytes));
            AddIfKnown(headers, SpringConsumerGroup, context.ApplicationId is { } group ? TruncatedUtf8.Encode(group, MaxNameBytes) : null);
        }

        AddIfKnown(headers, Omitted, OmittedIn(form) is { } omitted ? TruncatedUtf8.Encode(omitted, MaxNameBytes) : null);
        return Headers.From([.. headers]);
    }

    /// <summary>Returns <see langword="true"/> if a header belongs to a dead letter, of either form; otherwise <see langword="false"/>.</summary>
    /// <param name="name">The header's name.</param>
    public static bool IsOfDeadLetter(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.StartsWith(Family, StringComparison.Ordinal) || name.StartsWith(SpringFamily, StringComparison.Ordinal);
    }

    /// <summary>The time at which the record was first written; it survives a redrive.</summary>
    private static byte[] OriginalTimestamp(ErrorContext context) =>
        context.Headers.Last(SpringTimestamp) is { Length: sizeof(long) } original && !context.Headers.Contains(SpringTopic)
            ? original
            : BigEndian(context.Timestamp);

    /// <summary>
    /// Reads a text from an exception. Exceptions are user-defined types, and even if their properties throw, the record must not be lost.
    /// </summary>
    private static string TextOf(Exception exception, Func<Exception, string?> get)
    {
        try
        {
            return get(exception) ?? string.Empty;
        }
        catch (Exception second)
        {
            return $"(its {second.GetType().Name} instead)";
        }
    }

    private static string? OmittedIn(DeadLetterForm form) => form switch
    {
        DeadLetterForm.WithoutStackTrace => "stacktrace",
        DeadLetterForm.WithoutHeaders => "stacktrace,headers",
        DeadLetterForm.WithoutValue => "stacktrace,headers,value",
        DeadLetterForm.WithoutKey => "stacktrace,headers,value,key",
        _ => null,
    };

    private static void AddIfKnown(List<Header> headers, string name, byte[]? value)
    {
        if (value is not null)
        {
            headers.Add(new Header(name, value));
        }
    }

    private static byte[] BigEndian(int number)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }

    private static byte[] BigEndian(long number)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes;
    }
}
