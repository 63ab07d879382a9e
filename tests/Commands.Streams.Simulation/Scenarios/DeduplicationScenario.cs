using Commands.Streams.Interop;
using Commands.Streams.Records;
using Commands.Streams.State;
using Commands.Streams.Testing;
using Commands.Streams.Testing.Invariants;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>
/// Commands that are sent several times, soon after each other or much later, to a subscriber that remembers finished ones: each is answered, in its key's
/// order, and all of the same id with the same bytes. Instances die, partitions move, and every other seed keeps the store on a simulated disk.
/// </summary>
internal sealed class DeduplicationScenario(string name, ProcessingGuarantee guarantee) : Scenario(name, guarantee)
{
    private const int MostKeys = 3;
    private static readonly TimeSpan Retention = TimeSpan.FromDays(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(200);

    private long _calls;
    private int _ids;

    /// <summary>
    /// As for other stores, partitions are not added, nothing is deleted, and at-least-once no process writes on after it lost its partitions. Clocks agree
    /// well enough for the retention.
    /// </summary>
    public override RunSettings Draw(ulong seed)
    {
        var drawn = base.Draw(seed);
        var faults = drawn.Faults with { NewPartitions = 0, Retention = 0 };
        faults = faults.ClockSkew < Retention ? faults : faults with { ClockSkew = TimeSpan.Zero };
        return drawn with
        {
            Keys = Math.Min(drawn.Keys, MostKeys),
            Faults = Guarantee == ProcessingGuarantee.ExactlyOnce ? faults : faults with { Pause = 0, CutOff = 0, Outage = 0, LateRequest = 0 },
        };
    }

    public override RunResult Run(RunSettings settings, Func<Clients.IStreamsClient, Clients.IStreamsClient>? decorate = null) =>
        new DeduplicationScenario(Name, Guarantee) { _ids = Math.Max(settings.Records / 4, 1) }.RunOnce(settings, decorate);

    protected override Topology Build(RunSettings settings, Func<TimeSpan, Task> work) =>
        new CommandTopology<int, long>(CommandStream.Define(Input, Serdes.Int32, Serdes.Int64, settings.Partitions))
            .Deduplicate(Retention, settings.Variant % 2 == 0 ? StoreType.Persistent : StoreType.InMemory)
            .Respond(ResponseStream.Define(Output, Serdes.Int32, Serdes.Int64, settings.Partitions))
            .Concurrency(settings.Concurrency)
            .OnFailure(CommandFailure.Skip)
            .ForEach(async (command, _) =>
            {
                try
                {
                    await work(Longest).ConfigureAwait(false);
                }
                catch (InvalidOperationException) when (Guarantee == ProcessingGuarantee.AtLeastOnce)
                {
                    // A later command with the id would be handled instead, and both of them if its instance dies before the commit.
                }

                // A second call for an id would give itself away: exactly-once by any call that is committed, at-least-once by one for another record.
                var call = Guarantee == ProcessingGuarantee.ExactlyOnce ? Interlocked.Increment(ref _calls) : command.Value;
                return IdOf(command.Value) % 7 == 0 ? throw new CommandRejectedException("invalid", $"Call {call}.") : call;
            })
            .Build();

    /// <summary>Half of the ids are repeated soon, the others after a quarter of the input.</summary>
    protected override Headers HeadersOf(long number) => Headers.Empty
        .Add(CommandHeaders.CorrelationId, number.ToString("D20"))
        .Add(CommandHeaders.CommandId, $"{IdOf(number)}");

    protected override IEnumerable<SimulationInvariant> Invariants(RunSettings settings)
    {
        yield return new DuplicatesAreAnsweredAlike($"{ApplicationId}-{Input}-finished-changelog", Guarantee);
        var flow = new RecordFlow(
            Input, Output, static (_, value, headers) => value.Length == sizeof(long) ? Sent(headers) : null, static (_, _, headers) => Sent(headers));
        foreach (var invariant in Direct(flow).Concat(Direct(Poison)))
        {
            yield return invariant;
        }
    }

    private static long Sent(Headers headers) => long.Parse(headers.LastText(CommandHeaders.CorrelationId)!);

    private long IdOf(long number) => number % 2 == 0 ? number % _ids : number / 6;

    private RunResult RunOnce(RunSettings settings, Func<Clients.IStreamsClient, Clients.IStreamsClient>? decorate) => base.Run(settings, decorate);
}
