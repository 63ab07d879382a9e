using System.Text.RegularExpressions;
using Commands.Streams.Advanced;
using Commands.Streams.Errors;
using Commands.Streams.Runtime.Starting;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Runtime.Starting;

public class TopicPreparationTests
{
    private readonly StreamsBuilder _builder = new();
    private readonly RecordedLog _log = new();

    [Test]
    public async Task All_topics_that_are_missing_are_named_with_who_needs_them()
    {
        _builder.Stream<string, string>(["orders", "returns"]).To("shipments");

        var refused = (await Preparing(new FakeAdmin(("orders", 2))).Should().ThrowAsync<StreamsConfigurationException>()).Which;

        refused.Problems.Should().HaveCount(2);
        refused.Problems.Should().Contain(problem => problem.Contains("Topic 'returns', read by source node 'KSTREAM-SOURCE-0000000000', does not exist"));
        refused.Problems.Should().Contain(problem => problem.Contains("Topic 'shipments', written by sink node 'KSTREAM-SINK-0000000001', does not exist"));
    }

    [Test]
    public async Task A_repartition_topic_is_made_with_the_largest_count_of_what_feeds_it()
    {
        _builder.Stream<string, string>("small").Merge(_builder.Stream<string, string>("large")).Repartition(Repartitioned.As<string, string>("by-key"));
        var admin = new FakeAdmin(("small", 2), ("large", 6));

        await Preparing(admin)();

        var made = admin.Created.Should().ContainSingle().Subject;
        made.Name.Should().Be("app-by-key-repartition");
        made.Partitions.Should().Be(6);
        made.ReplicationFactor.Should().Be(3);
        made.Configuration.Should().Contain("cleanup.policy", "delete").And.Contain("retention.ms", "-1");
    }

    [Test]
    public async Task A_chain_of_repartition_topics_takes_its_counts_from_its_start()
    {
        _builder.Stream<string, string>("in")
            .Repartition(Repartitioned.As<string, string>("first").WithPartitions(5))
            .SelectKey((_, value) => value)
            .Repartition(Repartitioned.As<string, string>("second"));
        var admin = new FakeAdmin(("in", 2));

        await Preparing(admin)();

        admin.Created.Select(topic => topic.Partitions).Should().Equal(5, 5);
    }

    [Test]
    public async Task An_internal_topic_of_another_size_is_refused_with_advice()
    {
        _builder.Stream<string, string>("in").Repartition(Repartitioned.As<string, string>("by-key"));

        var refused = await Preparing(new FakeAdmin(("in", 4), ("app-by-key-repartition", 2))).Should().ThrowAsync<StreamsConfigurationException>();

        refused.WithMessage("*'app-by-key-repartition' exists with 2 partitions, but the topology needs 4*another application id*");
    }

    [Test]
    public async Task Topics_joined_by_key_must_have_equal_counts()
    {
        var left = _builder.Stream<string, string>("left");
        left.CopartitionWith(_builder.Stream<string, string>("right"));

        var refused = await Preparing(new FakeAdmin(("left", 4), ("right", 3))).Should().ThrowAsync<StreamsConfigurationException>();

        refused.WithMessage("*'left' has 4 partitions, 'right' has 3 partitions*Repartition*");
    }

    [Test]
    public async Task The_topics_of_a_foreign_key_join_take_the_counts_of_the_tables_they_lead_to()
    {
        _builder.Table<string, string>("left").Join(
            _builder.Table<string, string>("right"), value => value, (left, right) => left + right, joined: TableJoined.As("fk")).ToStream().To("out");
        var admin = new FakeAdmin(("left", 6), ("right", 2), ("out", 1));

        await Preparing(admin)();

        admin.Created.Where(topic => topic.Name.Contains("-subscription-", StringComparison.Ordinal)).Select(topic => (topic.Name, topic.Partitions))
            .Should().Contain([("app-fk-subscription-registration-topic", 2), ("app-fk-subscription-response-topic", 6)]);
    }

    [Test]
    public async Task A_repartition_topic_joined_by_key_takes_the_count_of_the_other_side()
    {
        var moved = _builder.Stream<string, string>("many").Repartition(Repartitioned.As<string, string>("moved"));
        moved.CopartitionWith(_builder.Stream<string, string>("few"));
        var admin = new FakeAdmin(("many", 8), ("few", 3));

        await Preparing(admin)();

        admin.Created.Should().ContainSingle().Which.Partitions.Should().Be(3);
    }

    [Test]
    public async Task Repartition_topics_joined_by_key_with_different_counts_given_are_refused()
    {
        var one = _builder.Stream<string, string>("in").Repartition(Repartitioned.As<string, string>("one").WithPartitions(2));
        var two = _builder.Stream<string, string>("in").Repartition(Repartitioned.As<string, string>("two").WithPartitions(3));
        one.CopartitionWith(two);

        await Preparing(new FakeAdmin(("in", 1))).Should().ThrowAsync<StreamsConfigurationException>();
    }

    [Test]
    public async Task A_pattern_needs_no_topic_to_exist_yet()
    {
        _builder.Stream<string, string>(new Regex("orders-.*")).ForEach((_, _) => { });

        await Preparing(new FakeAdmin(("other", 1))).Should().NotThrowAsync();
    }

    [Test]
    public async Task Topics_that_functions_choose_and_handlers_write_to_are_looked_for_too()
    {
        _builder.Stream<string, string>("orders").To((_, _, _) => "receipts");
        _builder.RequireTopic("receipts", 2);

        var refused = (await Preparing(new FakeAdmin(("orders", 2)), ["orders-dlt"]).Should().ThrowAsync<StreamsConfigurationException>()).Which;

        refused.Problems.Should().BeEquivalentTo(
            "Topic 'receipts', required by the topology, does not exist. Create it, or correct the name.",
            "Topic 'orders-dlt', named by an exception handler for dead letters, does not exist. Create it, or correct the name.");
    }

    [Test]
    public async Task Another_number_of_partitions_than_the_contract_says_is_warned_about()
    {
        _builder.Stream<string, string>("orders").ForEach((_, _) => { });
        _builder.RequireTopic("orders", 7);

        await Preparing(new FakeAdmin(("orders", 3)))();

        _log.Lines.Should().ContainSingle().Which.Should().StartWith("Warning: Topic 'orders' has 3 partitions, but its contract declares 7.");
    }

    [TestCase("60000", "delete", true)]
    [TestCase("60000", "compact,delete", true)]
    [TestCase("60000", "compact", false)]
    [TestCase("604800000", "delete", false)]
    [TestCase("-1", "delete", false)]
    public async Task A_dead_letter_topic_that_forgets_soon_is_warned_about(string retention, string policy, bool warns)
    {
        _builder.Stream<string, string>("orders").ToDeadLetter("orders-dlt", _ => null);
        var admin = new FakeAdmin(("orders", 1), ("orders-dlt", 1), ("other-dlt", 1))
        {
            Configuration = { ["retention.ms"] = retention, ["cleanup.policy"] = policy },
        };

        await Preparing(admin, ["other-dlt"])();

        _log.Lines.Should().HaveCount(warns ? 2 : 0);
        if (warns)
        {
            _log.Lines[0].Should().StartWith("Warning: Dead-letter topic 'orders-dlt' keeps records for only 00:01:00");
        }
    }

    [Test]
    public async Task A_topic_that_takes_records_of_another_takes_all_that_the_other_takes()
    {
        _builder.Stream<string, string>("orders").ForEach((_, _) => { });
        _builder.Stream<string, string>("orders-retry-1").ForEach((_, _) => { });
        _builder.DeclareTopic("orders-retry-1", like: "orders");
        var admin = new FakeAdmin(("orders", 1)) { Configuration = { ["max.message.bytes"] = "2000000" } };

        await Preparing(admin)();

        admin.Created.Should().ContainSingle().Which.Configuration.Should()
            .Contain("max.message.bytes", "2065536").And.Contain("message.timestamp.before.max.ms", "9223372036854775807");
    }

    private Func<Task> Preparing(FakeAdmin admin, string[]? deadLetterTopics = null)
    {
        var graph = _builder.Build().Graph;
        return () =>
            new TopicPreparation(
                graph,
                graph.CreateNaming("app"),
                admin,
                _log.CreateLogger(""))
            { ReplicationFactor = 3, DeadLetterTopics = deadLetterTopics ?? [] }.RunAsync(CancellationToken.None);
    }
}
