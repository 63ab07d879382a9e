using Commands.Streams.Clients;
using Commands.Streams.Interop;
using Commands.Streams.Records;
using Commands.Streams.Testing;
using Commands.Streams.Testing.Invariants;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>
/// Commands that wait long for their next attempt, while instances stop in order and come back: no drain waits for them, and whoever has their
/// partition next handles them from their first attempt.
/// </summary>
internal sealed class BackoffScenario(string name, ProcessingGuarantee guarantee) : Scenario(name, guarantee)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Backoff = TimeSpan.FromSeconds(40);

    private readonly Dictionary<long, int> _attempts = [];
    private string? _wrong;

    public override RunSettings Draw(ulong seed)
    {
        var settings = base.Draw(seed);
        return settings with
        {
            Faults = SimulationFaults.None with { Restart = 0.003 },
            Records = Math.Min(settings.Records, 20),
            QueueCapacity = 1_000,
            // Without room to say what is done behind a command that waits, a transaction cannot be committed before it is done.
            Limits = settings.Limits with { MetadataBytes = RunLimits.Usual.MetadataBytes },
        };
    }

    public override RunResult Run(RunSettings settings, Func<IStreamsClient, IStreamsClient>? decorate = null)
    {
        var result = new BackoffScenario(Name, Guarantee).RunOnce(settings, decorate);
        return result.Violation is null && result.States.GetValueOrDefault("HandlersCancelled") > 0
            ? result with { Violation = "A drain has waited for a command that was between two attempts.", Story = result.Story ?? string.Empty }
            : result;
    }

    /// <summary>Longer than handlers take, although other workers go on while one waits, and shorter than the back-off.</summary>
    protected override StreamsOptions Configure(RunSettings settings) =>
        base.Configure(settings) with { DrainTimeout = TimeSpan.FromSeconds(20), TransactionTimeout = TimeSpan.FromSeconds(25) };

    protected override TimeSpan SessionTimeout => TimeSpan.FromMinutes(10);

    protected override Topology Build(RunSettings settings, Func<TimeSpan, Task> work) =>
        new CommandTopology<int, long>(CommandStream.Define(Input, Serdes.Int32, Serdes.Int64, settings.Partitions))
            .Respond(ResponseStream.Define(Output, Serdes.Int32, Serdes.Int64, settings.Partitions))
            .Concurrency(settings.Concurrency)
            .Retry(attempts: 2, Streams.Backoff.Constant(Backoff))
            .ForEach(async (command, _) =>
            {
                await work(Longest).ConfigureAwait(false);
                return IsFirstOf(command) ? throw new TimeoutException("Not now.") : command.Value;
            })
            .Build();

    protected override Headers HeadersOf(long number) => Headers.Empty.Add(CommandHeaders.CommandId, number.ToString("D20"));

    protected override IEnumerable<SimulationInvariant> Invariants(RunSettings settings) =>
        Direct(new RecordFlow(
            Input,
            Output,
            static (key, value, headers) => value.Length == sizeof(long) ? CommandNumber(key, value, headers) : null,
            CommandNumber))
        .Concat(Direct(Poison))
        .Append(new NothingWrong(() => _wrong));

    /// <summary>A third of the commands fails when it is handled for the first time.</summary>
    private bool IsFirstOf(Command<int, long> command)
    {
        var before = _attempts.GetValueOrDefault(command.Value);
        _attempts[command.Value] = command.Attempt;
        if (command.Attempt != 1 && command.Attempt != before + 1)
        {
            _wrong ??= $"Command {command.Value} was handled with attempt {command.Attempt} after attempt {before}.";
        }

        return before == 0 && command.Value % 3 == 0;
    }

    private RunResult RunOnce(RunSettings settings, Func<IStreamsClient, IStreamsClient>? decorate) => base.Run(settings, decorate);

    private sealed class NothingWrong(Func<string?> wrong) : SimulationInvariant
    {
        protected internal override string? CheckEnd(SimulatedCluster cluster) => wrong();
    }
}
