using Commands.Streams.Interop;
using Commands.Streams.Records;
using Commands.Streams.Testing;
using Commands.Streams.Testing.Invariants;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>
/// Commands that fail and wait in retry topics: none is lost, whatever topic it is in when its process dies; each is answered in the end; and where the
/// order is strict, the first answers of a key are in the order of its commands.
/// </summary>
internal sealed class RetryTopicsScenario(string name, ProcessingGuarantee guarantee, RetryOrder order) : Scenario(name, guarantee)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(50);

    /// <summary>Retry topics are grown by whoever grows the command topic, which the simulation does not.</summary>
    public override RunSettings Draw(ulong seed)
    {
        var settings = base.Draw(seed);
        return settings with { Faults = settings.Faults with { NewPartitions = 0 } };
    }

    /// <summary>
    /// These runs last minutes, in which pauses and outages may keep a worker from the cluster for so long that it would rightly give up. That it comes back
    /// once they are over is checked at the end.
    /// </summary>
    protected override StreamsOptions Configure(RunSettings settings) => base.Configure(settings) with { TaskTimeout = TimeSpan.FromHours(1) };

    protected override Topology Build(RunSettings settings, Func<TimeSpan, Task> work) =>
        new CommandTopology<int, long>(CommandStream.Define(Input, Serdes.Int32, Serdes.Int64, settings.Partitions))
            .Respond(ResponseStream.Define(Output, Serdes.Int32, Serdes.Int64, settings.Partitions))
            .Concurrency(settings.Concurrency)
            .RetryLater(order, TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(1500))
            .OnFailure(CommandFailure.Skip)
            .ForEach(async (command, _) =>
            {
                await work(Longest).ConfigureAwait(false);
                return command.Attempt <= Failures(command.Value) ? throw new InvalidOperationException("Not yet.") : command.Value;
            })
            .Build();

    protected override Headers HeadersOf(long number) => Headers.Empty.Add(CommandHeaders.CommandId, number.ToString("D20"));

    protected override IEnumerable<SimulationInvariant> Invariants(RunSettings settings)
    {
        var flow = new RecordFlow(
            Input, Output, static (_, value, headers) => value.Length == sizeof(long) ? Id(headers) : null, static (_, _, headers) => Id(headers));
        yield return new NothingLost(flow);
        if (order == RetryOrder.Strict)
        {
            yield return new OrderPerKey(flow);
        }

        if (Guarantee == ProcessingGuarantee.ExactlyOnce)
        {
            yield return new NothingTwice(flow);
        }

        foreach (var invariant in Direct(Poison))
        {
            yield return invariant;
        }
    }

    /// <summary>How often a command fails: most never, some once or twice, a few always.</summary>
    private static int Failures(long number) => number % 11 == 0 ? int.MaxValue : number % 9 == 0 ? 2 : number % 4 == 0 ? 1 : 0;

    private static long? Id(Headers headers) => long.Parse(headers.LastText(CommandHeaders.CommandId)!);
}
