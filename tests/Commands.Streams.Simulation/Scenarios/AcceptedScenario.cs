using Commands.Streams.Clients;
using Commands.Streams.Interop;
using Commands.Streams.Records;
using Commands.Streams.SimulationRuns.Requests;
using Commands.Streams.Testing;
using Commands.Streams.Testing.Invariants;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>
/// A few commands with long handlers whose issuers are told that they were taken up, and nothing else to commit. Without faults, the receipt is there
/// soon after the handler was started, and the handler is started once.
/// </summary>
internal sealed class AcceptedScenario(string name, ProcessingGuarantee guarantee) : Scenario(name, guarantee)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly List<(long Number, DateTimeOffset Start)> _starts = [];
    private Simulation? _simulation;

    public override RunSettings Draw(ulong seed)
    {
        var settings = base.Draw(seed);
        var isQuiet = IsQuiet(settings);
        return settings with
        {
            Records = (settings.Records / 16) + 1,
            Faults = isQuiet ? SimulationFaults.None : settings.Faults with { NewPartitions = 0 },
            Instances = isQuiet ? 1 : settings.Instances,
            Workers = isQuiet ? 1 : settings.Workers,
            QueueCapacity = isQuiet ? 1_000 : settings.QueueCapacity,
            // A transaction that may not say what is done beside a long handler waits for it, and ends with its timeout.
            Limits = isQuiet ? settings.Limits with { MetadataBytes = RunLimits.Usual.MetadataBytes } : settings.Limits,
        };
    }

    public override RunResult Run(RunSettings settings, Func<IStreamsClient, IStreamsClient>? decorate = null) =>
        new AcceptedScenario(Name, Guarantee).RunOnce(settings, decorate);

    protected override Topology Build(RunSettings settings, Func<TimeSpan, Task> work) =>
        new CommandTopology<int, long>(CommandStream.Define(Input, Serdes.Int32, Serdes.Int64, settings.Partitions))
            .Respond(ResponseStream.Define(Output, Serdes.Int32, Serdes.Int64, settings.Partitions))
            .Concurrency(settings.Concurrency)
            .SendAccepted()
            .OnFailure(CommandFailure.Skip)
            .ForEach(async (command, _) =>
            {
                _starts.Add((command.Value, _simulation!.TimeProvider.GetUtcNow()));
                await work(Longest).ConfigureAwait(false);
                return command.Value;
            })
            .Build();

    protected override Headers HeadersOf(long number) =>
        Headers.Empty.Add(CommandHeaders.CommandId, number.ToString("D20")).Add(CommandHeaders.CorrelationId, number.ToString("D20"));

    protected override IEnumerable<SimulationInvariant> Invariants(RunSettings settings)
    {
        foreach (var invariant in Direct(new RecordFlow(Input, Output, Command, Answer)).Concat(Direct(Poison)))
        {
            yield return invariant;
        }

        yield return new NothingLost(new RecordFlow(Input, Output, Command, Receipt));
        if (IsQuiet(settings))
        {
            yield return new PromptReceipts(_starts, Output, settings.Limits.CommitInterval);
        }
    }

    protected override void Feed(Simulation simulation, RunSettings settings)
    {
        _simulation = simulation;
        base.Feed(simulation, settings);
    }

    private static bool IsQuiet(RunSettings settings) => settings.Variant % 2 == 0;

    private static long? Command(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, Headers headers) =>
        value.Length == sizeof(long) ? CommandNumber(key, value, headers) : null;

    private static long? Answer(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, Headers headers) =>
        headers.GetCommandStatus() == CommandStatus.Accepted ? null : CommandNumber(key, value, headers);

    private static long? Receipt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, Headers headers) =>
        headers.GetCommandStatus() == CommandStatus.Accepted ? CommandNumber(key, value, headers) : null;

    private RunResult RunOnce(RunSettings settings, Func<IStreamsClient, IStreamsClient>? decorate) => base.Run(settings, decorate);
}
