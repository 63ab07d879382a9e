using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Runtime;
using Commands.Streams.Runtime.Committing;
using Commands.Streams.Runtime.Watching;
using Commands.Streams.Testing;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Runtime.Watching;

public sealed class TopicWatchTests
{
    private static readonly TopicPartition Own = new("app-by-key-repartition", 1);

    private readonly ManualTimeProvider _time = new();
    private readonly RecordedLog _log = new();
    private readonly FakeAdmin _admin = new(("in", 2));
    private ClusterContact _contact = null!;
    private RuntimeSettings _settings = null!;

    [Test]
    public void That_the_cluster_is_away_is_known_within_seconds()
    {
        using var watch = Watch();
        _admin.Error = () => new ClientException(ClientErrorKind.Retriable, "_TRANSPORT", "nobody answers");
        _time.Advance(TimeSpan.FromSeconds(5));
        _contact.Error!.Message.Should().Be("nobody answers");
        _admin.Error = () => null;
        _time.Advance(TimeSpan.FromSeconds(5));
        _contact.Error.Should().BeNull();
    }

    [Test]
    public void A_topic_that_was_created_again_is_noticed()
    {
        using var watch = Watch();
        _admin.Ids["in"] = Guid.NewGuid();
        _time.Advance(TimeSpan.FromSeconds(5));
        _settings.Topics.IsCreatedAgain("in").Should().BeFalse();
        _admin.Ids["in"] = Guid.NewGuid();
        _time.Advance(TimeSpan.FromSeconds(5));
        _settings.Topics.IsCreatedAgain("in").Should().BeTrue();
        _log.Lines.Should().ContainSingle().Which.Should().StartWith("Warning: Application 'app': topic 'in' was deleted and recreated.");
    }

    [Test]
    public void What_was_committed_is_deleted_from_the_applications_own_topics_alone()
    {
        using var watch = Watch();
        _settings.Committed.Add([new OffsetCommit(Own, 7, null), new OffsetCommit(new TopicPartition("in", 0), 9, null)]);
        _settings.Committed.Add([new OffsetCommit(Own, 8, "metadata")]);
        _time.Advance(TimeSpan.FromSeconds(25));
        _admin.Deleted.Should().BeEmpty();
        _time.Advance(TimeSpan.FromSeconds(5));
        _admin.Deleted.Should().Equal(new Dictionary<TopicPartition, long> { [Own] = 8 });
    }

    [Test]
    public void A_purge_that_is_refused_is_said_once_and_tried_again()
    {
        using var watch = Watch();
        _settings.Committed.Add([new OffsetCommit(Own, 8, null)]);
        _admin.DeletionError = new ClientException(ClientErrorKind.Fatal, "TOPIC_AUTHORIZATION_FAILED", "not allowed");
        _time.Advance(TimeSpan.FromSeconds(120));
        _log.Lines.Should().ContainSingle().Which.Should().EndWith("it will retry: not allowed");
        _contact.Error.Should().BeNull();
        _admin.DeletionError = null;
        _time.Advance(TimeSpan.FromSeconds(30));
        _admin.Deleted.Should().ContainKey(Own);
    }

    [Test]
    public void Nothing_is_purged_when_the_interval_is_infinite()
    {
        using var watch = Watch(Timeout.InfiniteTimeSpan);
        _settings.Committed.Add([new OffsetCommit(Own, 8, null)]);
        _time.Advance(TimeSpan.FromSeconds(120));
        _admin.Deleted.Should().BeEmpty();
    }

    private TopicWatch Watch(TimeSpan? purgeInterval = null)
    {
        var builder = new StreamsBuilder();
        builder.Stream<string, string>("in").Repartition(Repartitioned.As<string, string>("by-key")).ForEach((_, _) => { });
        var graph = builder.Build().Graph;
        _contact = new ClusterContact("app", _time, _log);
        _settings = RuntimeSettingsFactory.Create(new StreamsOptions { ApplicationId = "app", TimeProvider = _time, LoggerFactory = _log }) with
        {
            Committed = new CommittedOffsets(new HashSet<string> { Own.Topic }),
        };
        return new TopicWatch(graph, graph.CreateNaming("app"), _settings, _contact, _admin, purgeInterval ?? TimeSpan.FromSeconds(30));
    }
}
