using Commands.Streams.Records;
using Commands.Streams.Testing;
using Commands.Streams.Testing.Invariants;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>
/// Records that write something else before their handlers have ended: beside the asynchronous step, between two of them, or as several parts. What
/// one record writes is visible together or not at all.
/// </summary>
internal sealed class SideOutputsScenario(string name, ProcessingGuarantee guarantee) : Scenario(name, guarantee)
{
    private const string Side = "side";
    private const int Parts = 3;

    private enum Shape
    {
        BesideStep,
        BetweenSteps,
        BeforeParts,
    }

    protected override IReadOnlyList<string> Topics => [Input, Output, Dead, Side];

    protected override Topology Build(RunSettings settings, Func<TimeSpan, Task> work)
    {
        var builder = new StreamsBuilder();
        var handle = Handler(work);
        var options = AsyncOptions.WithConcurrency(settings.Concurrency);
        var input = builder.Stream<int, long>(Input);
        switch (ShapeOf(settings))
        {
            case Shape.BesideStep:
                input.To(Side);
                input.MapValuesAsync(handle, options).To(Output);
                break;
            case Shape.BetweenSteps:
                var first = input.MapValuesAsync(handle, options);
                first.To(Side);
                first.MapValuesAsync(handle, options).To(Output);
                break;
            default:
                input.To(Side);
                input.FlatMapValues(static value => Enumerable.Range(0, Parts).Select(part => (value * Parts) + part))
                    .MapValuesAsync(handle, options)
                    .To(Output);
                break;
        }

        return builder.Build();
    }

    protected override IEnumerable<SimulationInvariant> Invariants(RunSettings settings)
    {
        var side = new RecordFlow(Input, Side, Number, Magnitude);
        RecordFlow[] outputs = ShapeOf(settings) == Shape.BeforeParts
            ? [.. Enumerable.Range(0, Parts).Select(part => new RecordFlow(Input, Output, Number, (key, value, headers) => NumberOfPart(value, part)))]
            : [new RecordFlow(Input, Output, Number, Magnitude)];
        foreach (var invariant in outputs.Prepend(side).SelectMany(Direct).Concat(Direct(Poison)))
        {
            yield return invariant;
        }

        if (ShapeOf(settings) == Shape.BeforeParts)
        {
            yield return new OrderPerKey(new RecordFlow(Input, Output, Number, Magnitude));
        }

        if (Guarantee == ProcessingGuarantee.ExactlyOnce)
        {
            yield return new NothingTorn([side, .. outputs]);
        }
    }

    private static Shape ShapeOf(RunSettings settings) => (Shape)(settings.Variant % 3);

    private static long? NumberOfPart(ReadOnlySpan<byte> value, int part)
    {
        var (number, found) = Math.DivRem(Magnitude([], value, Headers.Empty)!.Value, Parts);
        return found == part ? number : null;
    }
}
