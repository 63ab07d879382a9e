using Streamiz.Kafka.Net;
using Streamiz.Kafka.Net.Mock;
using Streamiz.Kafka.Net.SerDes;

namespace Commands.Streams.Benchmarks.Measuring;

/// <summary>Streamiz' own test driver, which runs its real task on in-memory clients: what its engine costs. One partition, int64 keys and values.</summary>
internal sealed class StreamizPipeline : IDisposable
{
    private readonly TopologyTestDriver _driver;
    private readonly TestInputTopic<long, long> _input;
    private readonly KeyValuePair<long, long>[] _batch;

    public StreamizPipeline(int batchSize)
    {
        var builder = new StreamBuilder();
        builder.Stream("in", new Int64SerDes(), new Int64SerDes())
            .Filter((_, value, _) => value >= 0)
            .MapValues((_, value, _) => value + 1)
            .To("out", new Int64SerDes(), new Int64SerDes());
        _driver = new TopologyTestDriver(builder.Build(), StreamizApplication.Config("nowhere:9092"));
        _input = _driver.CreateInputTopic("in", new Int64SerDes(), new Int64SerDes());
        _batch = [.. Enumerable.Range(0, batchSize).Select(i => KeyValuePair.Create((long)i, (long)i))];
    }

    public void Run(long records)
    {
        for (var processed = 0L; processed < records; processed += _batch.Length)
        {
            _input.PipeInputs(_batch);
        }
    }

    public void Dispose() => _driver.Dispose();
}
