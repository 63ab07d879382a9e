using System.Buffers.Binary;
using System.Globalization;
using Commands.Streams.Interop;
using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.Testing;
using Commands.Streams.Testing.Invariants;
using Commands.Streams.Testing.Ports;
using Commands.Streams.Testing.Simulating;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>
/// Commands joined with their responses, and a handler for each outcome. Every third command is answered by nobody. What waits is kept in memory, so
/// no instance leaves here; what goes wrong is the cluster's.
/// </summary>
internal sealed class OutcomesScenario(string name, ProcessingGuarantee guarantee) : Scenario(name, guarantee)
{
    private const string Commands = "orders";
    private const string Responses = "receipts";
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(5);

    public override RunSettings Draw(ulong seed)
    {
        var settings = base.Draw(seed);
        return settings with
        {
            Instances = 1,
            Workers = 1,
            Faults = SimulationFaults.None with
            {
                LostAcknowledgement = settings.Faults.LostAcknowledgement,
                HandlerFailure = settings.Faults.HandlerFailure,
                ClockSkew = settings.Faults.ClockSkew,
            },
        };
    }

    protected override IReadOnlyList<string> Topics => [Commands, Responses, Output, Dead];

    protected override Topology Build(RunSettings settings, Func<TimeSpan, Task> work)
    {
        var builder = new StreamsBuilder();
        CommandOutcomes
            .Join(
                builder,
                CommandStream.Define(Commands, Serdes.Int32, Serdes.Int64, settings.Partitions),
                ResponseStream.Define(Responses, Serdes.Int32, Serdes.Int64, settings.Partitions),
                Within)
            .MapValuesAsync(
                async (record, _) =>
                {
                    try
                    {
                        await work(Longest).ConfigureAwait(false);
                    }
                    catch (InvalidOperationException)
                    {
                        // Which of them fail makes no difference here.
                    }

                    return long.Parse(record.Key.ToString(), CultureInfo.InvariantCulture);
                },
                AsyncOptions.WithConcurrency(settings.Concurrency))
            .To(Output);
        return builder.Build();
    }

    protected override IEnumerable<SimulationInvariant> Invariants(RunSettings settings) => [new NothingLost(new RecordFlow(Commands, Output, Number, Number))];

    protected override void Feed(Simulation simulation, RunSettings settings)
    {
        var draw = new SeededRandom(settings.Seed).Fork(11);
        for (var number = 1L; number <= settings.Records; number++)
        {
            Write(simulation, settings, Commands, number);
            if (number % 3 != 0)
            {
                Write(simulation, settings, Responses, number);
            }

            for (var steps = draw.Below(30); steps > 0; steps--)
            {
                simulation.Step();
            }
        }

        simulation.Run(Within + Within);
    }

    private static void Write(Simulation simulation, RunSettings settings, string topic, long number)
    {
        var id = number.ToString("D20", CultureInfo.InvariantCulture);
        var headers = Headers.Empty.Add(CommandHeaders.CommandId, id).Add(CommandHeaders.CorrelationId, id).Add(CommandHeaders.Status, "completed");
        var key = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(key, (int)number);
        var value = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(value, number);
        simulation.Cluster.Topics.Get(topic).Logs[Murmur2.Partition(key, settings.Partitions)].Append(new InMemoryRecord(key, value, number, headers));
        simulation.Cluster.WakeConsumers();
    }
}
