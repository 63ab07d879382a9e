using System.Globalization;
using Commands.Streams.Diagnostics;
using Commands.Streams.Errors;

namespace Commands.Streams.Telemetry;

/// <summary>The names from OpenTelemetry's messaging conventions.</summary>
internal static class MessagingTags
{
    public const string System = MessagingConventions.System;
    public const string Kafka = MessagingConventions.Kafka;
    public const string OperationName = MessagingConventions.OperationName;
    public const string OperationType = MessagingConventions.OperationType;
    public const string Destination = MessagingConventions.Destination;
    public const string Partition = MessagingConventions.Partition;
    public const string ConsumerGroup = MessagingConventions.ConsumerGroup;
    public const string Conversation = "messaging.message.conversation_id";
    public const string Offset = "kafka.offset";
    public const string Key = "kafka.message.key";
    public const string Error = "error.type";
    public const string Status = "commands.streams.command.status";
    public const string CommandId = "commands.streams.command.id";

    /// <summary>Returns a key as text, if it has a meaningful text.</summary>
    public static string? Text<TKey>(TKey key) => key switch
    {
        string text => text,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };

    public static string ErrorType(Exception exception) =>
        exception is ClientException client ? client.Code : exception.GetType().FullName ?? exception.GetType().Name;
}
