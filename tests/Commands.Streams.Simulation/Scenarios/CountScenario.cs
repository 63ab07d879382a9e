using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.State;
using Commands.Streams.Testing;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>
/// A processor that counts the records of each key in a state store, and forwards each count. Instances die, partitions move, and every other seed keeps the
/// store on a simulated disk that outlives processes.
/// </summary>
internal sealed class CountScenario(string name, ProcessingGuarantee guarantee) : Scenario(name, guarantee)
{
    private const string Counts = "counts";

    /// <summary>
    /// A changelog has as many partitions as the input had at first, so a larger input is refused. Records that are deleted are not counted. At-least-once,
    /// nobody stops a process that has lost its partitions from writing to their changelogs, so such processes do not occur.
    /// </summary>
    public override RunSettings Draw(ulong seed)
    {
        var drawn = base.Draw(seed);
        var faults = drawn.Faults with { NewPartitions = 0, Retention = 0 };
        return drawn with
        {
            Faults = Guarantee == ProcessingGuarantee.ExactlyOnce ? faults : faults with { Pause = 0, CutOff = 0, Outage = 0, LateRequest = 0 },
        };
    }

    protected override Topology Build(RunSettings settings, Func<TimeSpan, Task> work)
    {
        var supplier = IsPersistent(settings) ? Stores.PersistentKeyValueStore(Counts) : Stores.InMemoryKeyValueStore(Counts);
        var store = Stores.KeyValueStoreBuilder<int, long>(supplier);
        var builder = new StreamsBuilder();
        builder.AddStateStore(settings.Variant % 3 == 0 ? store.WithCachingEnabled() : store);
        builder.Stream<int, long>(Input).Process(() => new Counter(), null, Counts).To(Output);
        return builder.Build();
    }

    protected override IEnumerable<SimulationInvariant> Invariants(RunSettings settings)
    {
        yield return new CountsAreRight($"{ApplicationId}-{Counts}-changelog", Guarantee);
        foreach (var invariant in Direct(Poison))
        {
            yield return invariant;
        }
    }

    private static bool IsPersistent(RunSettings settings) => settings.Variant % 2 == 0;

    private sealed class Counter : ContextualProcessor<int, long, int, long>
    {
        private IKeyValueStore<int, long>? _counts;

        public override void Init(ProcessorContext<int, long> context)
        {
            base.Init(context);
            _counts = context.GetStateStore<IKeyValueStore<int, long>>(Counts);
        }

        public override void Process(in Record<int, long> record)
        {
            var count = _counts!.TryGet(record.Key, out var before) ? before + 1 : 1;
            _counts.Put(record.Key, count);
            Context.Forward(record.WithValue(count));
        }
    }
}
