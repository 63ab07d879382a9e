using System.Globalization;
using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.Testing;

namespace Commands.Streams.Tests.Support;

/// <summary>
/// Plays records into a topology, written as <c>topic key value @time</c>, and prints what comes out, as <c>key value @time</c>. The word null is null.
/// </summary>
internal sealed class TopologyScript : IDisposable, IDroppedRecordObserver
{
    private readonly TopologyTestDriver _driver;

    public TopologyScript(Action<StreamsBuilder> describe)
    {
        var builder = new StreamsBuilder();
        describe(builder);
        _driver = new TopologyTestDriver(builder.Build(), new TopologyTestDriverOptions { DroppedRecordObserver = this });
    }

    /// <summary>Why records were dropped, in order.</summary>
    public List<DropReason> Dropped { get; } = [];

    public TopologyTestDriver Driver => _driver;

    /// <summary>Pipes a record.</summary>
    /// <returns>What it produced in a topic, separated by commas; "-" for nothing.</returns>
    public string Pipe(string record, string output = "out")
    {
        var parts = record.Split(' ');
        var value = string.Join(' ', parts[2..^1]);
        _driver.CreateInputTopic<string?, string?>(parts[0]).Pipe(
            parts[1] == "null" ? null : parts[1],
            value == "null" ? null : value,
            long.Parse(parts[^1].AsSpan(1), CultureInfo.InvariantCulture));
        return Read(output);
    }

    /// <summary>Reads what has been produced in a topic.</summary>
    public string Read(string topic)
    {
        var records = _driver.CreateOutputTopic<string?, string?>(topic).ReadRecordsToList();
        return records.Count == 0 ? "-" : string.Join(", ", records.Select(it => $"{it.Key} {it.Value ?? "null"} @{it.Timestamp}"));
    }

    public void OnDropped(TaskId taskId, string node, DropReason reason, in RecordContext record) => Dropped.Add(reason);

    public void Dispose() => _driver.Dispose();
}
