using System.Buffers;
using Commands.Streams.Avro;
using Commands.Streams.Benchmarks.Avro;
using Commands.Streams.Benchmarks.Measuring;
using Commands.Streams.Records;
using Commands.Streams.Serialization;

namespace Commands.Streams.Benchmarks.Scenarios;

/// <summary>
/// A record of ten fields written and read on one thread: ours, with the wire format's header and a registry in memory, for a plain and for a generated type,
/// against Apache Avro's own specific reader and writer, which write no header.
/// </summary>
internal static class AvroScenario
{
    public static Task RunAsync(ScenarioSettings settings, CancellationToken cancellationToken)
    {
        using var registry = new InMemorySchemaRegistry();
        using var serdes = new AvroSerdes(registry);
        var plain = new SerdeLoop<Trade>(serdes.Serde<Trade>(), Trade.Example);
        var specific = new SerdeLoop<SpecificTrade>(serdes.Serde<SpecificTrade>(), SpecificTrade.Example());
        var apache = new ApacheTrades(specific.Data[5..]);
        for (var round = -1; round < settings.Rounds; round++)
        {
            var records = round < 0 ? Math.Min(settings.Records, 100_000) : settings.Records;
            Measure("plain", "serialize", plain.Write, records, round);
            Measure("specific", "serialize", specific.Write, records, round);
            Measure("apache", "serialize", () => apache.Write(specific.Value), records, round);
            Measure("plain", "deserialize", plain.Read, records, round);
            Measure("specific", "deserialize", specific.Read, records, round);
            Measure("apache", "deserialize", () => apache.Read(), records, round);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return Task.CompletedTask;
    }

    private static void Measure(string variant, string direction, Action once, long records, int round)
    {
        var interval = new Interval(2);
        interval.Tick();
        for (var i = 0L; i < records; i++)
        {
            once();
        }

        interval.Tick();
        if (round >= 0)
        {
            Result.PrintRate($"avro-{direction}", variant, interval, records);
        }
    }

    private sealed class SerdeLoop<T>
    {
        private readonly ArrayBufferWriter<byte> _buffer = new(1024);
        private readonly SerializationContext _context = new("trades", RecordComponent.Value, Headers.Empty);
        private readonly ISerde<T> _serde;

        public SerdeLoop(ISerde<T> serde, T value)
        {
            _serde = serde;
            Value = value;
            Write();
            Data = _buffer.WrittenSpan.ToArray();
        }

        public T Value { get; }

        public byte[] Data { get; }

        public void Write()
        {
            _buffer.ResetWrittenCount();
            _serde.Serialize(Value, _buffer, in _context);
        }

        public void Read() => _serde.Deserialize(Data, in _context);
    }
}
