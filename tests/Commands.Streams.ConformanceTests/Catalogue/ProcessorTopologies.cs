using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.State;

namespace Commands.Streams.ConformanceTests.Catalogue;

/// <summary>Processors with state stores and punctuations.</summary>
internal static class ProcessorTopologies
{
    private const string Tally = "tally";

    public static IEnumerable<CatalogueEntry> All { get; } =
    [
        new("punctuate-stream-time", builder => Build(builder, PunctuationType.StreamTime)),
        new("punctuate-wall-clock", builder => Build(builder, PunctuationType.WallClockTime)),
    ];

    private static void Build(StreamsBuilder builder, PunctuationType clock)
    {
        builder.AddStateStore(Stores.KeyValueStoreBuilder<string, string>(Stores.InMemoryKeyValueStore(Tally)));
        builder.Stream<string?, string?>("in").Process(() => new TallyProcessor(clock), null, Tally).To("out");
    }

    private sealed class TallyProcessor(PunctuationType clock) : ContextualProcessor<string?, string?, string?, string?>
    {
        private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

        private IKeyValueStore<string, string> _tally = null!;

        public override void Init(ProcessorContext<string?, string?> context)
        {
            base.Init(context);
            _tally = context.GetStateStore<IKeyValueStore<string, string>>(Tally);
            context.Schedule(Interval, clock, ForwardAll);
        }

        public override void Process(in Record<string?, string?> record)
        {
            if (record.Key is not { } key)
            {
                Context.Forward(record.WithKey<string?>("none").WithValue<string?>($"stream={Context.CurrentStreamTime}"));
            }
            else if (record.Value is not { } value)
            {
                _tally.Delete(key, out _);
            }
            else
            {
                _tally.Put(key, _tally.TryGet(key, out var before) ? $"{before}|{value}" : value);
            }
        }

        private void ForwardAll(long now)
        {
            foreach (var (key, value) in _tally.All())
            {
                Context.Forward(new Record<string?, string?>(key, $"{value}@{now}", now));
            }
        }
    }
}
