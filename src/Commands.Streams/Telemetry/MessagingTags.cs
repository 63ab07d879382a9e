using System.Globalization;
using Commands.Streams.Errors;

namespace Commands.Streams.Telemetry;

/// <summary>The names from OpenTelemetry's messaging conventions.</summary>
internal static class MessagingTags
{
    public const string System = "messaging.system.name";
    public const string Kafka = "kafka";
    public const string OperationName = "messaging.operation.name";
    public const string OperationType = "messaging.operation.type";
    public const string Destination = "messaging.destination.name";
    public const string Partition = "messaging.destination.partition.id";
    public const string ConsumerGroup = "messaging.consumer.group.name";
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
