using System.Globalization;
using Commands.Streams.Interop;
using Commands.Streams.Records;
using Commands.Streams.Testing.Invariants;
using Commands.Streams.Testing.Tests.Planting;

namespace Commands.Streams.Testing.Tests.Scenarios;

/// <summary>Responses that the cluster does not take for the moment, or never as they are: a command is committed with its response or handled again.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ResponseDeliveryTests
{
    private const string Application = "warehouse";
    private const int Limit = 2000;

    private static readonly CommandStream<int, int> Dispatch = CommandStream.Define("dispatch", Serdes.Int32, Serdes.Int32, partitions: 2);
    private static readonly ResponseStream<int, string?> Receipts =
        ResponseStream.Define<int, string?>("receipts", Serdes.Int32, Serialization.SerdeExtensions.OrNull(Serdes.String), partitions: 2);

    private static readonly RecordFlow Answered = new(Dispatch.Topic, Receipts.Topic, IdOf, IdOf);

    private readonly ManualTimeProvider _clock = new();
    private readonly List<string> _handled = [];

    [Test]
    public void Command_whose_response_cannot_be_sent_for_the_moment_waits_and_is_answered(
        [Values] ProcessingGuarantee guarantee, [Values] Reluctance reluctance)
    {
        var end = _clock.GetUtcNow() + TimeSpan.FromSeconds(5);
        var simulation = Start(Options(guarantee) with
        {
            Instances = 1,
            Decorate = client => new BuggyClient(client)
            {
                WrapProducer = producer => new ReluctantProducer(producer, Receipts.Topic, reluctance, () => _clock.GetUtcNow() < end),
            },
        });
        for (var number = 1; number <= 10; number++)
        {
            Write(simulation, number, size: 10);
        }

        simulation.Run(TimeSpan.FromSeconds(4));
        _handled.Should().NotBeEmpty();
        Committed(simulation).Should().Be(0);
        simulation.RunToEnd();

        Responses(simulation).Select(response => response.Headers.GetCommandStatus()).Should().OnlyContain(status => status == CommandStatus.Completed);
        Committed(simulation).Should().Be(10);
        if (reluctance == Reluctance.KeepsSilent && guarantee == ProcessingGuarantee.AtLeastOnce)
        {
            _handled.Should().HaveCount(10, "nothing is repeated where nothing failed");
        }
    }

    [Test]
    public void Command_that_cannot_be_kept_elsewhere_for_the_moment_waits(
        [Values("dispatch-dlt", "warehouse-dispatch-retry-1")] string topic, [Values] Reluctance reluctance, [Values] ProcessingGuarantee guarantee)
    {
        var end = _clock.GetUtcNow() + TimeSpan.FromSeconds(5);
        var failing = new CommandTopology<int, int>(Dispatch).DeadLetterTo("dispatch-dlt");
        failing = topic == "dispatch-dlt" ? failing : failing.RetryLater(RetryOrder.Strict, TimeSpan.FromSeconds(1));
        var simulation = new Simulation(failing.ForEach(void (_) => throw new InvalidOperationException("No forklift.")).Build(), Options(guarantee) with
        {
            Instances = 1,
            Decorate = client => new BuggyClient(client)
            {
                WrapProducer = producer => new ReluctantProducer(producer, topic, reluctance, () => _clock.GetUtcNow() < end),
            },
        });
        simulation.Cluster.CreateTopic(Dispatch.Topic, 2);
        simulation.Cluster.CreateTopic("dispatch-dlt", 2);
        simulation.Require(new NothingLost(new RecordFlow(Dispatch.Topic, "dispatch-dlt", IdOf, IdOf)));
        for (var number = 1; number <= 10; number++)
        {
            Write(simulation, number, size: 10);
        }

        simulation.Run(TimeSpan.FromSeconds(4));
        Committed(simulation).Should().Be(0);
        simulation.RunToEnd();

        simulation.Read<int, int>("dispatch-dlt").Select(letter => $"{letter.Headers.GetCommandId()}").Distinct().Should().HaveCount(10);
    }

    [Test]
    public void Response_that_its_topic_refuses_on_the_way_is_replaced_when_the_command_is_handled_again([Values] ProcessingGuarantee guarantee)
    {
        var simulation = Start(Options(guarantee) with
        {
            Instances = 1,
            Decorate = client => new BuggyClient(client) { WrapProducer = producer => new LimitedProducer(producer, Receipts.Topic, limit: 1200) },
        });
        Write(simulation, 1, size: 1500);
        Write(simulation, 2, size: 10);
        Write(simulation, 3, size: 1900);

        simulation.RunToEnd();

        Responses(simulation).Select(response => ($"{response.Headers.GetCommandId()}", response.Headers.GetCommandError())).Distinct()
            .Should().BeEquivalentTo([("1", CommandErrors.ResponseTooLarge), ("2", (string?)null), ("3", CommandErrors.ResponseTooLarge)]);
        Committed(simulation).Should().Be(3);
        _handled.Count(handled => handled == "1").Should().BeInRange(1, 3, "the limit is known once a record was refused");
    }

    [Test]
    public void Dead_letter_that_its_topic_refuses_on_the_way_is_written_in_a_smaller_form([Values] ProcessingGuarantee guarantee)
    {
        const string letters = "dispatch-dlt";
        var topology = new CommandTopology<int, int>(Dispatch).DeadLetterTo(letters)
            .ForEach(void (_) => throw new InvalidOperationException("No forklift."))
            .Build();
        var simulation = new Simulation(topology, Options(guarantee) with
        {
            Instances = 1,
            Decorate = client => new BuggyClient(client) { WrapProducer = producer => new LimitedProducer(producer, letters, limit: 450) },
        });
        simulation.Cluster.CreateTopic(Dispatch.Topic, 2);
        simulation.Cluster.CreateTopic(letters, 2);
        simulation.Write(Dispatch.Topic, 1, 7, Headers.Empty.Add("mine", new string('m', 500)));

        simulation.RunToEnd();

        var letter = simulation.Read<int, int>(letters).DistinctBy(letter => letter.Value).Should().ContainSingle().Subject;
        letter.Value.Should().Be(7);
        letter.Headers.LastText(Errors.DeadLetterHeaders.Omitted).Should().Be("stacktrace,headers");
        Committed(simulation).Should().Be(1);
    }

    [Test]
    public void Response_that_was_replaced_and_aborted_is_committed_once_by_the_next_transaction()
    {
        var commits = 0;
        var simulation = Start(Options(ProcessingGuarantee.ExactlyOnce) with
        {
            Instances = 1,
            Decorate = client => new BuggyClient(client) { WrapProducer = producer => new AbortingProducer(producer, () => ++commits == 1) },
        });
        Write(simulation, 1, size: 3000);
        Write(simulation, 2, size: 10, replyTopic: "receipts.gone");

        simulation.RunToEnd();

        _handled.Order().Should().Equal("1", "1", "2", "2");
        Responses(simulation).Select(response => ($"{response.Headers.GetCommandId()}", response.Headers.GetCommandError(), response.Value?.Length))
            .Should().BeEquivalentTo([("1", CommandErrors.ResponseTooLarge, null), ("2", (string?)null, (int?)10)]);
        Committed(simulation).Should().Be(2);
    }

    [Test]
    public void Replaced_responses_are_committed_exactly_once_whatever_goes_wrong()
    {
        const int commands = 40;
        var (crashes, aborted) = (0, 0);
        Simulation.RunSeeds(20, Options(ProcessingGuarantee.ExactlyOnce) with { Faults = SimulationFaults.Common }, options =>
        {
            _handled.Clear();
            var simulation = Start(options);
            for (var number = 1; number <= commands; number++)
            {
                Write(simulation, number, size: number % 3 == 0 ? 3000 : 10, number % 4 == 0 ? "receipts.gone" : null);
                simulation.Run(TimeSpan.FromMilliseconds(50));
            }

            simulation.RunToEnd();
            crashes += simulation.Crashes;
            aborted += _handled.Count - commands;
            Responses(simulation).Select(response => ($"{response.Headers.GetCommandId()}", response.Headers.GetCommandError()))
                .Should().BeEquivalentTo(Enumerable.Range(1, commands).Select(number =>
                    (number.ToString(CultureInfo.InvariantCulture), number % 3 == 0 ? CommandErrors.ResponseTooLarge : null)));
        });

        crashes.Should().BePositive("the faults are to matter");
        aborted.Should().BePositive("the faults are to matter");
    }

    private static long? IdOf(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, Headers headers) =>
        long.Parse(headers.LastText(CommandHeaders.CommandId)!, CultureInfo.InvariantCulture);

    private static void Write(Simulation simulation, int number, int size, string? replyTopic = null)
    {
        var headers = Headers.Empty.Add(CommandHeaders.CommandId, number.ToString(CultureInfo.InvariantCulture));
        simulation.Write(Dispatch.Topic, number % 5, size, replyTopic is null ? headers : headers.Add(CommandHeaders.ReplyTopic, replyTopic));
    }

    private static long Committed(Simulation simulation) => simulation.Cluster.GetCommittedOffsets(Application).Values.Sum(commit => commit.Offset);

    private static IReadOnlyList<TestRecord<int, string?>> Responses(Simulation simulation) => simulation.Read<int, string?>(Receipts.Topic);

    private SimulationOptions Options(ProcessingGuarantee guarantee) => new()
    {
        Application = new StreamsOptions { ApplicationId = Application, Guarantee = guarantee, CommitInterval = TimeSpan.FromMilliseconds(100) },
        Cluster = new SimulatedClusterOptions { SessionTimeout = TimeSpan.FromSeconds(10) },
        TimeProvider = _clock,
    };

    private Simulation Start(SimulationOptions options)
    {
        var simulation = new Simulation(
            new CommandTopology<int, int>(Dispatch).Respond(Receipts).MaxResponseBytes(Limit).ForEach(command =>
            {
                _handled.Add($"{command.CommandId}");
                return new string('x', command.Value);
            }).Build(),
            options);
        simulation.Cluster.CreateTopic(Dispatch.Topic, 2);
        simulation.Cluster.CreateTopic(Receipts.Topic, 2);
        simulation.Require(new CommittedWorkIsFinished(Answered));
        simulation.Require(new NothingLost(Answered));
        if (options.Application.Guarantee == ProcessingGuarantee.ExactlyOnce)
        {
            simulation.Require(new NothingTwice(Answered));
            simulation.Require(new OrderPerKey(Answered));
        }

        return simulation;
    }
}
