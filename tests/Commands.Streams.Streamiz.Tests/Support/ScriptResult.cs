using Commands.Streams.Records;

namespace Commands.Streams.Tests.Support;

/// <summary>What a run of a script has written, and what ended it, if anything did.</summary>
public sealed record ScriptResult(IReadOnlyList<WrittenRecord> Written, Exception? Failure)
{
    /// <summary>The outermost exception of the engine's own: the driver of Streamiz hands it through as it is.</summary>
    public string? FailureText => Failure is null ? null : $"{Failure.GetType().Name}: {Failure.Message}";
}

/// <summary>A record as it was written, in a form that shows every byte where two differ.</summary>
public sealed record WrittenRecord(string Topic, int Partition, string? Key, string? Value, long Timestamp, string Headers)
{
    public static WrittenRecord Of(string topic, int partition, byte[]? key, byte[]? value, long timestamp, IEnumerable<Header> headers) => new(
        topic, partition, Text(key), Text(value), timestamp, string.Join('\n', headers.Select(header => $"{header.Name}={Text(header.Value)}")));

    private static string? Text(byte[]? bytes) => bytes is null ? null : $"{bytes.Length}:{string.Concat(bytes.Select(Print))}";

    private static string Print(byte value) => value is >= 0x20 and < 0x7f ? ((char)value).ToString() : $"\\{value:x2}";
}
