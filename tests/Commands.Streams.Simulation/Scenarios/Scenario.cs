using System.Buffers.Binary;
using System.Globalization;
using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Interop;
using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.Testing;
using Commands.Streams.Testing.Invariants;
using Commands.Streams.Testing.Ports;
using Commands.Streams.Testing.Simulating;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>
/// A topology with its input and what must hold. Inputs are keys with numbers of their own, rising; numbers of three bytes instead of eight are poison.
/// </summary>
internal abstract class Scenario(string name, ProcessingGuarantee guarantee)
{
    public const string Input = "in";
    public const string Output = "out";
    public const string Dead = "dead";
    public const string ApplicationId = "app";

    private static readonly TimeSpan LongestHandler = TimeSpan.FromMilliseconds(300);

    public string Name => name;

    public ProcessingGuarantee Guarantee => guarantee;

    /// <summary>The settings of a seed.</summary>
    public virtual RunSettings Draw(ulong seed) => RunSettings.Draw(seed, guarantee);

    /// <summary>Runs one seed.</summary>
    /// <param name="settings">What to do.</param>
    /// <param name="decorate">Wraps the clients of processes.</param>
    /// <returns>The counts of the run, or its violation.</returns>
    public virtual RunResult Run(RunSettings settings, Func<IStreamsClient, IStreamsClient>? decorate = null)
    {
        Simulation? simulation = null;
        simulation = new Simulation(Build(settings, longest => simulation!.WorkAsync(longest)), new SimulationOptions
        {
            Seed = settings.Seed,
            Instances = settings.Instances,
            WorkersPerInstance = settings.Workers,
            Faults = settings.Faults,
            MaxFaults = settings.MaxFaults,
            Application = Configure(settings),
            Cluster = new SimulatedClusterOptions
            {
                GroupProtocol = settings.Protocol,
                SessionTimeout = SessionTimeout,
                ProducerQueueCapacity = settings.QueueCapacity,
                DeliveryTimeout = DeliveryTimeout,
                OffsetMetadataMaxBytes = settings.Limits.MetadataBytes,
            },
            NextTopology = BuildNext(settings, longest => simulation!.WorkAsync(longest)),
            TakeAtOnce = settings.Limits.TakeAtOnce,
            RefillBelow = settings.Limits.RefillBelow,
            LongestTurn = LongestTurnOf(settings),
            AllowsFailure = AllowsFailure,
            Decorate = decorate ?? (static client => client),
        });
        foreach (var topic in Topics)
        {
            simulation.Cluster.CreateTopic(topic, settings.Partitions);
        }

        foreach (var invariant in Invariants(settings))
        {
            simulation.Require(invariant);
        }

        string? violation = null;
        string? story = null;
        try
        {
            Feed(simulation, settings);
            simulation.RunToEnd();
            CheckAfterwards(simulation);
        }
        catch (SimulationViolationException exception)
        {
            violation = exception.Violation;
            story = exception.Message;
        }

        return new RunResult(
            violation, story, simulation.Steps, simulation.Crashes, simulation.Rebalances, simulation.FaultCount, simulation.TraceHash, simulation.States);
    }

    /// <summary>Longer than any outage, so that deliveries do not fail.</summary>
    protected virtual TimeSpan DeliveryTimeout => TimeSpan.FromMinutes(2);

    /// <summary>How long a member may be silent; each heartbeat is a turn of its worker.</summary>
    protected virtual TimeSpan SessionTimeout => TimeSpan.FromSeconds(10);

    /// <summary>How long a turn of a worker may last. Any time unless nothing goes wrong that holds it up.</summary>
    protected virtual TimeSpan LongestTurnOf(RunSettings settings) => TimeSpan.MaxValue;

    /// <summary>Whether the input is written bit by bit, or is all there when the instances start.</summary>
    protected virtual bool WritesWhileRunning => true;

    /// <summary>Whether a worker may fail so.</summary>
    protected virtual bool AllowsFailure(Exception exception) => false;

    protected virtual IReadOnlyList<string> Topics => [Input, Output, Dead];

    protected abstract Topology Build(RunSettings settings, Func<TimeSpan, Task> work);

    /// <summary>The topology's next version, which instances run that start again; null if there is none.</summary>
    protected virtual Topology? BuildNext(RunSettings settings, Func<TimeSpan, Task> work) => null;

    protected abstract IEnumerable<SimulationInvariant> Invariants(RunSettings settings);

    protected virtual StreamsOptions Configure(RunSettings settings) => new()
    {
        ApplicationId = ApplicationId,
        Guarantee = guarantee,
        CommitInterval = settings.Limits.CommitInterval,
        DrainTimeout = settings.Limits.DrainTimeout,
        TransactionTimeout = settings.Limits.TransactionTimeout,
        DefaultTimestampExtractor = new LenientTime(),
        DeserializationExceptionHandler = ExceptionHandlers.DeadLetter(Dead),
    };

    /// <summary>What holds of every flow that goes through one sub-topology under the input's keys.</summary>
    protected IEnumerable<SimulationInvariant> Direct(RecordFlow flow)
    {
        yield return new CommittedWorkIsFinished(flow);
        yield return new NothingLost(flow);
        yield return new NothingInvented(flow);
        yield return new OrderPerKey(flow);
        if (guarantee == ProcessingGuarantee.ExactlyOnce)
        {
            yield return new NothingTwice(flow);
        }
    }

    /// <summary>Poison goes to the dead letters as it is.</summary>
    protected static RecordFlow Poison { get; } = new(Input, Dead, PoisonNumber, PoisonNumber);

    protected static long? Number(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, Headers headers) =>
        value.Length == sizeof(long) ? BinaryPrimitives.ReadInt64BigEndian(value) : null;

    /// <summary>The number of a record whose handler may have failed, and given the negative one.</summary>
    protected static long? Magnitude(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, Headers headers) => Math.Abs(Number(key, value, headers)!.Value);

    /// <summary>A handler that takes its time. Which of them fail is the simulation's choice; those give the negative number.</summary>
    protected static Func<Record<int, long>, CancellationToken, ValueTask<long>> Handler(Func<TimeSpan, Task> work)
    {
        return HandleAsync;

        async ValueTask<long> HandleAsync(Record<int, long> record, CancellationToken cancellationToken)
        {
            // What users do when they are cancelled may fail, which is nobody else's affair.
            using var registration = cancellationToken.Register(static () => throw new NotSupportedException("The handler cannot be cancelled."));
            try
            {
                await work(LongestHandler).ConfigureAwait(false);
                return record.Value;
            }
            catch (InvalidOperationException)
            {
                return -record.Value;
            }
        }
    }

    /// <summary>Names commands and responses by the command's id, since responses may have no value.</summary>
    protected static long? CommandNumber(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, Headers headers) =>
        long.Parse(headers.LastText(CommandHeaders.CommandId)!, CultureInfo.InvariantCulture);

    /// <summary>The headers of a record of the input.</summary>
    protected virtual Headers HeadersOf(long number) => Headers.Empty;

    /// <summary>Writes the input.</summary>
    protected virtual void Feed(Simulation simulation, RunSettings settings)
    {
        var draw = new SeededRandom(settings.Seed).Fork(11);
        var times = new SeededRandom(settings.Seed).Fork(13);
        var topic = simulation.Cluster.Topics.Get(Input);
        Span<byte> key = stackalloc byte[sizeof(int)];
        for (var number = 1L; number <= settings.Records; number++)
        {
            BinaryPrimitives.WriteInt32BigEndian(key, draw.Below(settings.Keys));
            var value = new byte[sizeof(long)];
            BinaryPrimitives.WriteInt64BigEndian(value, number);
            var partition = Murmur2.Partition(key, settings.Partitions);
            if (topic.Logs.Count > settings.Partitions && draw.Below(3) == 0)
            {
                // Keys keep their partitions, or their order would be nobody's; partitions that were added have keys of their own.
                partition = draw.Between(settings.Partitions, topic.Logs.Count - 1);
                BinaryPrimitives.WriteInt32BigEndian(key, settings.Keys + partition);
            }

            var record = new InMemoryRecord(key.ToArray(), draw.Below(16) == 0 ? value[5..] : value, TimestampOf(number, times), HeadersOf(number));
            simulation.Cluster.Topics.Get(Input).Logs[partition].Append(record);
            if (number == settings.Records / 2)
            {
                OnHalfWritten(simulation, settings);
            }

            for (var steps = WritesWhileRunning && draw.Below(3) == 0 ? draw.Below(30) : 0; steps > 0; steps--)
            {
                simulation.Step();
            }
        }

        for (var steps = draw.Below(200); steps > 0; steps--)
        {
            simulation.Step();
        }
    }

    /// <summary>Looks at what shows only some time after everything is processed and committed.</summary>
    protected virtual void CheckAfterwards(Simulation simulation)
    {
    }

    /// <summary>Something happens to the cluster in the middle of a run.</summary>
    protected virtual void OnHalfWritten(Simulation simulation, RunSettings settings)
    {
    }

    /// <summary>Mostly as one expects it; else what clients write whose clocks or programs are wrong.</summary>
    private static long TimestampOf(long number, SeededRandom times) => times.Below(40) switch
    {
        0 => -1,
        1 => 0,
        2 => long.MaxValue,
        3 => times.Between(0, 1_000_000) * 4_000_000L,
        _ => 1_000 + number,
    };

    private static long? PoisonNumber(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, Headers headers) =>
        value.Length == 3 ? (value[0] << 16) | (value[1] << 8) | value[2] : null;
}
