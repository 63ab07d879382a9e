using Commands.Streams.Testing;

namespace Commands.Streams.ConformanceTests.Replay;

/// <summary>A topology of the catalogue in a driver set up as the vector says.</summary>
internal sealed class VectorReplay(Topology topology, TopologyTestDriverOptions options) : IDisposable
{
    private readonly TopologyTestDriver _driver = new(topology, options);

    public long DroppedRecords => _driver.DroppedRecords;

    /// <summary>Does a step.</summary>
    /// <returns>What it produced, in the vectors' order.</returns>
    public IReadOnlyList<VectorRecord> Run(VectorStep step)
    {
        if (step.Pipe is { } record)
        {
            _driver.CreateInputTopic<byte[]?, byte[]?>(record.Topic).Pipe(record.Key, record.Value, record.Timestamp!.Value, record.Headers);
        }
        else
        {
            _driver.AdvanceWallClock(step.AdvanceWallClock);
        }

        return [.. _driver.ProducedTopicNames.Order(StringComparer.Ordinal).SelectMany(Read)];
    }

    public void Dispose() => _driver.Dispose();

    private IEnumerable<VectorRecord> Read(string topic) => _driver.CreateOutputTopic<byte[]?, byte[]?>(topic)
        .ReadRecordsToList()
        .Select(record => new VectorRecord(topic, record.Key, record.Value, record.Timestamp!.Value, record.Headers));
}
