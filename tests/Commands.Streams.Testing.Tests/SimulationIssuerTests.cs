using Commands.Streams.Clients;

namespace Commands.Streams.Testing.Tests;

public sealed class SimulationIssuerTests
{
    private static readonly CommandStream<long, string> Dispatches = CommandStream.Define("dispatches", Serdes.Int64, Serdes.String, partitions: 3);
    private static readonly ResponseStream<long, string> Receipts = ResponseStream.Define("receipts", Serdes.Int64, Serdes.String, partitions: 3);

    [Test]
    public void Same_seed_gives_an_issuer_the_same_answers_at_the_same_moments()
    {
        var first = Ask(seed: 11);
        var again = Ask(seed: 11);
        var other = Ask(seed: 12);

        again.Should().Be(first);
        other.Should().NotBe(first);
    }

    [Test]
    public void Exception_of_code_beside_the_application_is_a_violation()
    {
        var simulation = Create(new SimulationOptions());
        simulation.Start(async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(3), simulation.TimeProvider);
            throw new InvalidOperationException("No stamps.");
        });

        simulation.Invoking(run => run.RunToEnd()).Should().Throw<SimulationViolationException>().Which.Violation.Should().Contain("No stamps.");
    }

    [Test]
    public void Code_beside_the_application_that_does_not_end_is_a_violation()
    {
        var simulation = Create(new SimulationOptions());
        simulation.Start(() => Task.Delay(TimeSpan.FromDays(1), simulation.TimeProvider));

        simulation.Invoking(run => run.RunToEnd()).Should().Throw<SimulationViolationException>()
            .Which.Violation.Should().Contain("code that was started beside the application");
    }

    [Test]
    public void Command_that_cannot_leave_in_time_is_not_sent()
    {
        var simulation = Create(new SimulationOptions { Faults = SimulationFaults.None with { Outage = 1 }, MaxFaults = 1 });
        CommandOutcome<string>? outcome = null;
        simulation.Run(TimeSpan.FromMilliseconds(1));
        simulation.Start(async () =>
        {
            await using var issuer = simulation.CreateClient().CreateCommandClient(
                Dispatches, new CommandClientOptions { TimeProvider = simulation.TimeProvider, SendTimeout = TimeSpan.FromMilliseconds(20) });
            outcome = await issuer.RequestAsync(1, "2 Roadford Avenue", Receipts, TimeSpan.FromMinutes(1));
        });

        simulation.RunToEnd();

        outcome.Should().Be(new CommandOutcome<string>.NotSent(NotSentReason.TimedOut));
        simulation.Read<long, string>("dispatches").Should().BeEmpty();
    }

    [Test]
    public async Task Topics_are_made_by_being_asked_for_only_where_the_cluster_does_that()
    {
        using var with = new SimulatedCluster(new SimulatedClusterOptions { PartitionsOfNewTopics = 4 }).CreateClient();
        using var without = new SimulatedCluster().CreateClient();

        (await CountAsync(with)).Should().Equal(new Dictionary<string, int> { ["dispatches"] = 4 });
        (await CountAsync(without)).Should().BeEmpty();
    }

    private static async Task<IReadOnlyDictionary<string, int>> CountAsync(IStreamsClient client)
    {
        using var admin = client.CreateAdmin();
        return await admin.GetPartitionCountsAsync(["dispatches"], CancellationToken.None);
    }

    private static Simulation Create(SimulationOptions options) =>
        new(new CommandTopology<long, string>(Dispatches).Respond(Receipts).ForEach(command => $"sent to {command.Value}").Build(), options);

    private static string Ask(ulong seed)
    {
        var simulation = Create(new SimulationOptions { Seed = seed, Faults = SimulationFaults.Common });
        var answers = new List<string>();
        simulation.Start(async () =>
        {
            await using var issuer = simulation.CreateClient()
                .CreateCommandClient(Dispatches, new CommandClientOptions { TimeProvider = simulation.TimeProvider });
            for (var order = 0L; order < 20; order++)
            {
                var outcome = await issuer.RequestAsync(order, "2 Roadford Avenue", Receipts, TimeSpan.FromMinutes(5));
                answers.Add($"{simulation.TimeProvider.GetUtcNow():O} {outcome}");
            }
        });
        simulation.RunToEnd();
        return $"{simulation.TraceHash} {string.Join('\n', answers)}";
    }
}
