using Commands.Streams.Records;
using Commands.Streams.Testing;
using Commands.Streams.Testing.Invariants;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>Source, filter, map, sink.</summary>
internal sealed class StatelessScenario(string name, ProcessingGuarantee guarantee) : Scenario(name, guarantee)
{
    protected override Topology Build(RunSettings settings, Func<TimeSpan, Task> work)
    {
        var builder = new StreamsBuilder();
        builder.Stream<int, long>(Input).Filter((_, value) => value % 5 != 0).MapValues(value => value + 1_000_000).To(Output);
        return builder.Build();
    }

    protected override IEnumerable<SimulationInvariant> Invariants(RunSettings settings) =>
        Direct(new RecordFlow(Input, Output, Kept, static (key, value, headers) => Number(key, value, headers) - 1_000_000)).Concat(Direct(Poison));

    private static long? Kept(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, Headers headers) =>
        Number(key, value, headers) is { } number && number % 5 != 0 ? number : null;
}
