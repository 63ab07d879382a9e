using System.Buffers.Binary;
using Commands.Streams.Errors;
using Commands.Streams.Interop;
using Commands.Streams.Records;
using Commands.Streams.Testing;
using Commands.Streams.Testing.Brokers;
using Commands.Streams.Testing.Invariants;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>
/// Records that the output does not take, for their size or for their time, which nobody knows before the first is refused. They go to the dead letters, or
/// are answered otherwise; the rest is written as ever. Order is not promised between the two topics.
/// </summary>
internal sealed class RefusedScenario(string name, ProcessingGuarantee guarantee) : Scenario(name, guarantee)
{
    private const int MostBytes = 2_000;
    private static readonly TimeSpan MostAhead = TimeSpan.FromHours(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(200);

    /// <summary>Clocks are right enough for what the application writes with its own time.</summary>
    public override RunSettings Draw(ulong seed)
    {
        var settings = base.Draw(seed);
        return settings.Faults.ClockSkew < MostAhead ? settings : settings with { Faults = settings.Faults with { ClockSkew = TimeSpan.Zero } };
    }

    protected override StreamsOptions Configure(RunSettings settings) =>
        base.Configure(settings) with { ProductionExceptionHandler = ExceptionHandlers.DeadLetter(Dead) };

    protected override Topology Build(RunSettings settings, Func<TimeSpan, Task> work)
    {
        if (AreCommands(settings))
        {
            return new CommandTopology<int, long>(CommandStream.Define(Input, Serdes.Int32, Serdes.Int64, settings.Partitions))
                .Respond(ResponseStream.Define(Output, Serdes.Int32, Serdes.ByteArray, settings.Partitions))
                .Concurrency(settings.Concurrency)
                .OnFailure(CommandFailure.Skip)
                .ForEach(async (command, _) =>
                {
                    await work(Longest).ConfigureAwait(false);
                    return Pad(command.Value);
                })
                .Build();
        }

        var builder = new StreamsBuilder();
        builder.Stream<int, long>(Input).MapValues(Pad).To(Output, Produced.With(Serdes.Int32, Serdes.ByteArray));
        return builder.Build();
    }

    protected override Headers HeadersOf(long number) => Headers.Empty.Add(CommandHeaders.CommandId, number.ToString("D20"));

    protected override IEnumerable<SimulationInvariant> Invariants(RunSettings settings)
    {
        var flow = AreCommands(settings)
            ? new RecordFlow(Input, Output, static (_, value, headers) => value.Length == sizeof(long) ? CommandNumber([], [], headers) : null, CommandNumber)
            : new RecordFlow(Input, Output, Number, First) { OtherOutput = Dead };
        yield return new CommittedWorkIsFinished(flow);
        yield return new NothingLost(flow);
        yield return new NothingInvented(flow);
        if (Guarantee == ProcessingGuarantee.ExactlyOnce)
        {
            yield return new NothingTwice(flow);
            yield return new NothingTwice(new RecordFlow(Input, Dead, Number, First));
        }
    }

    protected override void Feed(Simulation simulation, RunSettings settings)
    {
        simulation.Cluster.Topics.Get(Output).Limits = new TopicLimits(MostBytes, MostAhead, simulation.Cluster.TimeProvider);
        base.Feed(simulation, settings);
    }

    private static bool AreCommands(RunSettings settings) => settings.Variant % 3 == 0;

    private static byte[] Pad(long number)
    {
        var bytes = new byte[number % 7 == 0 ? 2 * MostBytes : sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes;
    }

    private static long? First(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, Headers headers) =>
        value.Length >= sizeof(long) ? BinaryPrimitives.ReadInt64BigEndian(value) : null;
}
