using Commands.Streams.Processors;
using Commands.Streams.Testing;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>
/// Records are counted in tumbling windows, and each window is held back until it closes. Time is the records' number, which rises in each partition.
/// </summary>
internal sealed class WindowScenario(string name, ProcessingGuarantee guarantee) : TableScenario(name, guarantee)
{
    /// <summary>A result is the start of its window times this, and the count.</summary>
    public const long Factor = 1_000_000;

    public const int Size = 8;

    protected override Topology Build(RunSettings settings, Func<TimeSpan, Task> work)
    {
        var builder = CreateBuilder(settings);
        builder.Stream(Input, new Consumed<int, long>().WithTimestampExtractor(NumberAsTime))
            .GroupByKey()
            .WindowedBy(TimeWindows.OfSizeWithNoGrace(TimeSpan.FromMilliseconds(Size)))
            .Count(Store("windows", settings))
            .Suppress(Suppressed.UntilWindowCloses(BufferConfig.Unbounded()).WithName("closed"))
            .ToStream()
            .Map((key, count) => (key.Key, (key.Window.Start * Factor) + count))
            .To(Output);
        return builder.Build();
    }

    protected override IEnumerable<SimulationInvariant> Invariants(RunSettings settings)
    {
        yield return new WindowsAreRight(Guarantee);
        foreach (var invariant in Direct(Poison))
        {
            yield return invariant;
        }
    }

    private static long NumberAsTime(in ConsumedRecord<int, long> record, long partitionTime) => record.Value;
}
