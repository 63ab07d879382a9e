using System.Globalization;
using System.Text;
using Commands.Streams.Records;

namespace Commands.Streams.Errors;

/// <summary>
/// The headers of a dead letter, all of them text: those of KIP-1034 (Kafka Streams 4.2). Message and stack trace are cut so that all of them
/// together stay within 8 KiB.
/// </summary>
public static class DeadLetterHeaders
{
    /// <summary>The exception's type.</summary>
    public const string Exception = "__streams.errors.exception";

    /// <summary>The exception's message, at most 1,024 bytes.</summary>
    public const string Message = "__streams.errors.message";

    /// <summary>The exception's stack trace, at most 4,096 bytes.</summary>
    public const string StackTrace = "__streams.errors.stacktrace";

    /// <summary>The input topic.</summary>
    public const string Topic = "__streams.errors.topic";

    /// <summary>The input partition, decimal.</summary>
    public const string Partition = "__streams.errors.partition";

    /// <summary>The input offset, decimal.</summary>
    public const string Offset = "__streams.errors.offset";

    private const int MaxMessageBytes = 1024;
    private const int MaxStackTraceBytes = 4096;

    /// <summary>The record's own headers followed by those that say what went wrong.</summary>
    /// <param name="context">Where it failed.</param>
    /// <param name="exception">What was thrown.</param>
    public static Headers Build(ErrorContext context, Exception exception)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(exception);
        return context.Headers.AddRange(
        [
            Text(Exception, exception.GetType().FullName ?? exception.GetType().Name, MaxMessageBytes),
            Text(Message, exception.Message, MaxMessageBytes),
            Text(StackTrace, exception.StackTrace ?? string.Empty, MaxStackTraceBytes),
            Text(Topic, context.Topic ?? context.OutputTopic ?? string.Empty, MaxMessageBytes),
            Text(Partition, context.Partition.ToString(CultureInfo.InvariantCulture), MaxMessageBytes),
            Text(Offset, context.Offset.ToString(CultureInfo.InvariantCulture), MaxMessageBytes),
        ]);
    }

    private static Header Text(string name, string value, int maxBytes)
    {
        var buffer = new byte[Math.Min(maxBytes, Encoding.UTF8.GetMaxByteCount(value.Length))];
        Encoding.UTF8.GetEncoder().Convert(value, buffer, flush: true, out _, out var used, out _);
        return new Header(name, buffer[..used]);
    }
}
