using Commands.Streams.Testing;
using Commands.Streams.Testing.Invariants;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>
/// An application that is replaced by its next version, instance by instance: with and without asynchronous steps, and with other topics. Both write the
/// same, and each goes on where the other has committed.
/// </summary>
internal sealed class UpgradeScenario(string name, ProcessingGuarantee guarantee) : Scenario(name, guarantee)
{
    private const string Side = "side";
    private const string Quiet = "quiet";

    /// <summary>Somebody must start again.</summary>
    public override RunSettings Draw(ulong seed)
    {
        var settings = base.Draw(seed);
        return settings with { Faults = settings.Faults with { Restart = Math.Max(settings.Faults.Restart, 0.002) } };
    }

    /// <summary>The version before may be so old that it wrote metadata without an anchor. Of these only the time counts, so work is repeated.</summary>
    protected override void OnHalfWritten(Simulation simulation, RunSettings settings)
    {
        if (Guarantee == ProcessingGuarantee.AtLeastOnce && settings.Variant % 3 == 0)
        {
            simulation.MoveOffsets(OldMetadata.Of);
        }
    }

    protected override IReadOnlyList<string> Topics => [Input, Output, Dead, Side, Quiet];

    protected override Topology Build(RunSettings settings, Func<TimeSpan, Task> work) => Build(settings.Variant % 4, settings, work);

    protected override Topology BuildNext(RunSettings settings, Func<TimeSpan, Task> work) =>
        Build((settings.Variant + 1 + (settings.Keys % 3)) % 4, settings, work);

    protected override IEnumerable<SimulationInvariant> Invariants(RunSettings settings) =>
        Direct(new RecordFlow(Input, Output, Number, Magnitude)).Concat(Direct(Poison));

    private static Topology Build(int shape, RunSettings settings, Func<TimeSpan, Task> work)
    {
        var builder = new StreamsBuilder();
        var input = builder.Stream<int, long>(Input);
        switch (shape)
        {
            case 0:
                input.To(Output);
                break;
            case 1:
                input.MapValuesAsync(Handler(work), AsyncOptions.WithConcurrency(settings.Concurrency)).To(Output);
                break;
            case 2:
                input.To(Side);
                input.MapValuesAsync(Handler(work), AsyncOptions.WithConcurrency(settings.Concurrency)).To(Output);
                break;
            default:
                input.MapValues(value => value).To(Output);
                builder.Stream<int, long>(Quiet).ForEach((_, _) => { });
                break;
        }

        return builder.Build();
    }
}
