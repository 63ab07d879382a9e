using System.Text;
using System.Text.Json;
using Commands.Streams.Records;

namespace Commands.Streams.ConformanceTests.Replay;

/// <summary>One file of golden vectors, read.</summary>
public sealed record Vector
{
    public required string Topology { get; init; }

    public required string ApplicationId { get; init; }

    public required DateTimeOffset WallClockStart { get; init; }

    public required string Description { get; init; }

    public required IReadOnlyList<VectorStep> Steps { get; init; }

    public required long DroppedRecords { get; init; }

    public static Vector Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var root = document.RootElement;
        return new Vector
        {
            Topology = root.GetProperty("topology").GetString()!,
            ApplicationId = root.GetProperty("applicationId").GetString()!,
            WallClockStart = DateTimeOffset.FromUnixTimeMilliseconds(root.GetProperty("wallClockStart").GetInt64()),
            Description = root.GetProperty("description").GetString()!,
            Steps = [.. root.GetProperty("steps").EnumerateArray().Select(ReadStep)],
            DroppedRecords = ReadCount(root.GetProperty("droppedRecords")),
        };
    }

    private static VectorStep ReadStep(JsonElement step)
    {
        List<VectorRecord> expect = [.. step.GetProperty("expect").EnumerateArray().Select(ReadRecord)];
        return step.TryGetProperty("pipe", out var piped)
            ? new VectorStep(ReadRecord(piped), TimeSpan.Zero, expect)
            : new VectorStep(null, TimeSpan.FromMilliseconds(step.GetProperty("advanceWallClock").GetInt64()), expect);
    }

    private static VectorRecord ReadRecord(JsonElement record) => new(
        record.GetProperty("topic").GetString()!,
        ReadBytes(record.GetProperty("key")),
        ReadBytes(record.GetProperty("value")),
        record.GetProperty("timestamp") is { ValueKind: JsonValueKind.Number } timestamp ? timestamp.GetInt64() : null,
        Headers.From([.. record.GetProperty("headers").EnumerateArray().Select(header => new Header(header[0].GetString()!, ReadBytes(header[1])))]));

    private static byte[]? ReadBytes(JsonElement bytes) => bytes.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => Encoding.UTF8.GetBytes(bytes.GetString()!),
        _ => bytes.GetProperty("base64").GetBytesFromBase64(),
    };

    private static long ReadCount(JsonElement count) => checked((long)count.GetDouble());
}
