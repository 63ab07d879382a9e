using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Issuing.Sending;
using Commands.Streams.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Commands.Streams.Tests.Issuing.Sending;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class LastingPublisherTests : IAsyncDisposable
{
    private static readonly ClientException Lost = new(ClientErrorKind.ClientLost, "UNKNOWN_PRODUCER_ID", "The producer cannot go on.");

    private readonly FakeStreamsClient _kafka = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly LastingPublisher _publisher;

    public LastingPublisherTests() => _publisher = new LastingPublisher(() => _kafka.CreatePublisher("test"), _clock);

    [Test]
    public async Task Lost_publisher_is_replaced_and_disposed()
    {
        _kafka.Publisher.Failure = Lost;

        await PublishAsync();

        _kafka.Publishers.Should().HaveCount(2);
        _kafka.Publishers[0].Disposals.Should().Be(1);
        _kafka.Publishers[1].Records.Should().ContainSingle();
    }

    [Test]
    public async Task Loss_that_shows_with_the_record_itself_costs_no_record()
    {
        var first = _kafka.Publisher;
        first.Answer = () =>
        {
            first.Failure = Lost;
            return ValueTask.FromException<RecordMetadata>(Refusal(possiblyPersisted: false));
        };

        await PublishAsync();

        _kafka.Publisher.Records.Should().ContainSingle();
    }

    [Test]
    public async Task Record_that_may_have_been_written_is_not_written_again()
    {
        var first = _kafka.Publisher;
        first.Answer = () =>
        {
            first.Failure = Lost;
            return ValueTask.FromException<RecordMetadata>(Refusal(possiblyPersisted: true));
        };

        await FluentActions.Awaiting(PublishAsync).Should().ThrowAsync<PublishException>();

        _kafka.Publishers.SelectMany(publisher => publisher.Records).Should().ContainSingle();
    }

    [Test]
    public async Task Publishers_that_fail_at_once_are_replaced_ever_more_rarely()
    {
        _kafka.OnPublisher = publisher => publisher.Failure = Lost;
        _kafka.Publisher.Failure = Lost;

        for (var i = 0; i < 1000; i++)
        {
            await FluentActions.Awaiting(PublishAsync).Should().ThrowAsync<PublishException>();
            _clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        _kafka.Publishers.Should().HaveCountLessThan(12, "ten seconds have passed").And.HaveCountGreaterThan(4);
        _kafka.Publishers.SkipLast(1).Should().OnlyContain(publisher => publisher.Disposals == 1);
    }

    [Test]
    public async Task Pause_is_told_and_the_publisher_after_it_publishes()
    {
        _kafka.OnPublisher = publisher => publisher.Failure = Lost;
        _kafka.Publisher.Failure = Lost;
        _publisher.FindWait().Should().BeNull();
        var pause = _publisher.FindWait();
        pause.Should().NotBeNull();
        _publisher.FindWait().Should().BeSameAs(pause);

        _kafka.OnPublisher = static _ => { };
        _clock.Advance(TimeSpan.FromMilliseconds(100));

        await pause!.WaitAsync(Outcome.Patience);
        _publisher.FindWait().Should().BeNull();
        await PublishAsync();
        _kafka.Publisher.Records.Should().ContainSingle();
    }

    [Test]
    public async Task Client_that_makes_no_publisher_is_asked_again_after_the_pause()
    {
        var first = _kafka.Publisher;
        first.Failure = Lost;
        _kafka.OnPublisher = _ => throw new ClientException(ClientErrorKind.Fatal, "CODE", "No file.");
        await FluentActions.Awaiting(PublishAsync).Should().ThrowAsync<PublishException>();
        first.Disposals.Should().Be(0);

        _kafka.OnPublisher = static _ => { };
        _clock.Advance(TimeSpan.FromMilliseconds(100));

        await PublishAsync();
        first.Disposals.Should().Be(1);
    }

    [Test]
    public async Task Nothing_is_replaced_after_disposal()
    {
        _kafka.Publisher.Failure = Lost;
        await _publisher.DisposeAsync();

        _publisher.FindWait().Should().BeNull();

        _kafka.Publishers.Should().ContainSingle().Which.Disposals.Should().Be(1);
    }

    [Test]
    public async Task Issuers_that_meet_the_loss_together_make_one_new_publisher()
    {
        _kafka.Publisher.Failure = Lost;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => { _publisher.FindWait(); })));

        _kafka.Publishers.Should().HaveCount(2);
    }

    public ValueTask DisposeAsync() => _publisher.DisposeAsync();

    private static PublishException Refusal(bool possiblyPersisted) =>
        new(PublishFailureReason.Refused, possiblyPersisted, ClientErrorKind.ClientLost, "CODE", "It went wrong.");

    private async Task PublishAsync()
    {
        _ = _publisher.FindWait();
        await _publisher.PublishAsync("topic", default, TimeSpan.FromSeconds(1));
    }
}
