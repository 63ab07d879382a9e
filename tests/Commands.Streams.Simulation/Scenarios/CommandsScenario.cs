using Commands.Streams.Interop;
using Commands.Streams.Records;
using Commands.Streams.Testing;
using Commands.Streams.Testing.Invariants;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>
/// Commands with responses: every command is answered in its key's order, rejected and failed ones too. Responses find their commands by the command's
/// id, since those have no value.
/// </summary>
internal sealed class CommandsScenario(string name, ProcessingGuarantee guarantee) : Scenario(name, guarantee)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(200);

    protected override Topology Build(RunSettings settings, Func<TimeSpan, Task> work) =>
        Concurrently(settings, new CommandTopology<int, long>(CommandStream.Define(Input, Serdes.Int32, Serdes.Int64, settings.Partitions)))
            .Respond(ResponseStream.Define(Output, Serdes.Int32, Serdes.Int64, settings.Partitions))
            .OnFailure(CommandFailure.Skip)
            .ForEach(async (command, _) =>
            {
                await work(Longest).ConfigureAwait(false);
                return command.Value % 7 == 0 ? throw new CommandRejectedException("invalid", "No sevens.") : command.Value;
            })
            .Build();

    protected override Headers HeadersOf(long number) => Headers.Empty.Add(CommandHeaders.CommandId, number.ToString("D20"));

    protected override IEnumerable<SimulationInvariant> Invariants(RunSettings settings) =>
        Direct(new RecordFlow(
            Input,
            Output,
            static (key, value, headers) => value.Length == sizeof(long) ? CommandNumber(key, value, headers) : null,
            CommandNumber))
        .Concat(Direct(Poison));

    private static CommandTopology<int, long> Concurrently(RunSettings settings, CommandTopology<int, long> topology) =>
        settings.Adapts ? topology.AdaptiveConcurrency(1, settings.Concurrency) : topology.Concurrency(settings.Concurrency);
}
