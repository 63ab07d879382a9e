using Commands.Streams.Errors;
using Commands.Streams.Records;

namespace Commands.Streams.Tests.Support;

internal static class Some
{
    /// <summary>A record that failed in the application 'warehouse'.</summary>
    public static ErrorContext Failure(string topic, int partition, long offset, Headers headers) => new()
    {
        ApplicationId = "warehouse",
        Stage = ErrorStage.Processing,
        TaskId = new TaskId(0, partition),
        Node = "handle",
        Topic = topic,
        Partition = partition,
        Offset = offset,
        Timestamp = 1_000,
        TimestampType = TimestampType.CreateTime,
        Headers = headers,
    };
}
