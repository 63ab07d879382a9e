using Commands.Streams.State;
using Commands.Streams.Testing;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>
/// Joins a stream with itself: each record meets each earlier and later one of its key, from both sides. Many have equal timestamps, so the stores must keep
/// duplicates apart, also when they are restored elsewhere.
/// </summary>
internal sealed class StreamJoinScenario(string name, ProcessingGuarantee guarantee) : Scenario(name, guarantee)
{
    /// <summary>Only records that are this near in number are written, or there would be too many.</summary>
    public const long Near = 4;

    /// <summary>Tells the numbers of a pair apart.</summary>
    public const long Factor = 1_000_000;

    private const int Times = 7;

    /// <inheritdoc cref="CountScenario.Draw"/>
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
        var builder = new StreamsBuilder { DefaultStoreType = settings.Variant % 2 == 0 ? StoreType.Persistent : StoreType.InMemory };
        var stream = builder.Stream(
            Input, new Consumed<int, long>().WithTimestampExtractor((in Processors.ConsumedRecord<int, long> record, long _) => record.Value % Times));
        stream.Join(
                stream,
                (left, right) => Math.Abs(left - right) <= Near ? (left * Factor) + right : 0,
                JoinWindows.OfTimeDifferenceWithNoGrace(TimeSpan.FromSeconds(1)),
                StreamJoined.As<int, long, long>("pairs").WithStoreName("pairs"))
            .Filter((_, pair) => pair != 0)
            .To(Output);
        return builder.Build();
    }

    protected override IEnumerable<SimulationInvariant> Invariants(RunSettings settings)
    {
        yield return new PairsAreRight(Guarantee);
        foreach (var invariant in Direct(Poison))
        {
            yield return invariant;
        }
    }
}
