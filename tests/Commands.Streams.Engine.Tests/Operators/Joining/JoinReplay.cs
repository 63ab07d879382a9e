using System.Globalization;
using Commands.Streams.Testing;
using CsCheck;

namespace Commands.Streams.Tests.Operators.Joining;

/// <summary>Pipes records written as "topic key value @time" through a topology, and reads what it writes to topic out as "key value @time".</summary>
internal sealed class JoinReplay : IDisposable
{
    private const string Null = "null";

    private readonly TopologyTestDriver _driver;

    public JoinReplay(Action<StreamsBuilder> describe)
    {
        var builder = new StreamsBuilder();
        describe(builder);
        _driver = new TopologyTestDriver(builder.Build());
    }

    public static string? Pair(string? left, string? right) => $"{left ?? Null}+{right ?? Null}";

    public static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    /// <summary>Generates one of the given texts.</summary>
    public static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    /// <summary>Pipes a record.</summary>
    /// <returns>The results, with commas between them; "-" for none.</returns>
    public string Pipe(string record)
    {
        var parts = record.Split(' ');
        Pipe(parts[0], parts[1] == Null ? null : parts[1], parts[2] == Null ? null : parts[2], long.Parse(parts[3][1..], CultureInfo.InvariantCulture));
        return Read() is { Count: > 0 } results ? string.Join(", ", results) : "-";
    }

    public void Pipe(string topic, string? key, string? value, long timestamp) =>
        _driver.CreateInputTopic<string?, string?>(topic).Pipe(key, value, timestamp);

    public List<string> Read() => _driver.ProducedTopicNames.Contains("out")
        ? [.. _driver.CreateOutputTopic<string?, string?>("out").ReadRecordsToList().Select(Print)]
        : [];

    public void Dispose() => _driver.Dispose();

    private static string Print(TestRecord<string?, string?> record) => $"{record.Key ?? Null} {record.Value ?? Null} @{record.Timestamp}";
}
