using Commands.Streams.Clients;
using Commands.Streams.Records;
using Commands.Streams.SimulationRuns.Requests;
using Commands.Streams.Testing;
using Commands.Streams.Testing.Invariants;
using Commands.Streams.Testing.Simulating;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>
/// Requests of issuers that come and go, while instances crash, clocks are off and brokers are away: whatever an issuer is told is true, and no reply is
/// lost. Topics keep their partitions here, since keys would move.
/// </summary>
internal sealed class RequestsScenario(string name, ProcessingGuarantee guarantee) : Scenario(name, guarantee)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(200);

    private readonly List<Issue> _issues = [];
    private readonly HashSet<long> _handled = [];

    /// <summary>The expiry tolerance of the subscriber.</summary>
    public TimeSpan Tolerance { get; init; } = TimeSpan.FromSeconds(5);

    public override RunSettings Draw(ulong seed)
    {
        var settings = base.Draw(seed);
        var faults = settings.Faults with { NewPartitions = 0, Retention = 0 };

        // Beyond the tolerance, deadlines of issuers say nothing.
        return settings with { Faults = faults.ClockSkew < Tolerance ? faults : faults with { ClockSkew = TimeSpan.Zero } };
    }

    public override RunResult Run(RunSettings settings, Func<IStreamsClient, IStreamsClient>? decorate = null) =>
        new RequestsScenario(Name, Guarantee) { Tolerance = Tolerance }.RunOnce(settings, decorate);

    protected override Topology Build(RunSettings settings, Func<TimeSpan, Task> work)
    {
        var topics = Define(settings);
        return new CommandTopology<int, long>(topics.Commands)
            .Respond(topics.Responses)
            .Concurrency(settings.Concurrency)
            .OnFailure(CommandFailure.Skip)
            .DeadlineTolerance(Tolerance)
            .ForEach(async (command, _) =>
            {
                await work(Longest).ConfigureAwait(false);
                _handled.Add(command.Value);
                return command.Value % 7 == 0 ? throw new CommandRejectedException("invalid", "No sevens.") : command.Value * 2;
            })
            .Build();
    }

    protected override IEnumerable<SimulationInvariant> Invariants(RunSettings settings) =>
        Direct(new RecordFlow(Input, Output, MustBeAnswered, MustBeAnswered))
            .Append(new TruthfulOutcomes(Input, _issues, _handled, settings.Faults.HandlerFailure > 0));

    protected override void Feed(Simulation simulation, RunSettings settings)
    {
        var draw = new SeededRandom(settings.Seed).Fork(11);
        var topics = Define(settings);
        var left = settings.Records;
        for (var number = 1; left > 0; number++)
        {
            var requests = Math.Min(left, draw.Between(1, 12));
            left -= requests;
            var issuer = new Issuer(simulation, topics, _issues, number, settings.Keys, new SeededRandom(settings.Seed).Fork(100 + (ulong)number));
            simulation.Start(() => issuer.RunAsync(requests));
            for (var steps = draw.Below(200); steps > 0; steps--)
            {
                simulation.Step();
            }
        }
    }

    private static RequestTopics Define(RunSettings settings) => new(
        CommandStream.Define(Input, Serdes.Int32, Serdes.Int64, settings.Partitions), ResponseStream
            .Define(Output, Serdes.Int32, Serdes.Int64, settings.Partitions));

    /// <summary>Nobody is answered whose time is up; of a command that is repeated after that, it is said that it has expired.</summary>
    private long? MustBeAnswered(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, Headers headers) =>
        CommandNumber(key, value, headers) is { } number && _issues[(int)number - 1].Timeout == TruthfulOutcomes.Forever ? number : null;

    private RunResult RunOnce(RunSettings settings, Func<IStreamsClient, IStreamsClient>? decorate) => base.Run(settings, decorate);
}
