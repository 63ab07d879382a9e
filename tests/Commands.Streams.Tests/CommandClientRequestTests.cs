using System.Text;
using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Interop;
using Commands.Streams.Records;
using Commands.Streams.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Commands.Streams.Tests;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed partial class CommandClientRequestTests : IAsyncDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly ResponseStream<long, string> Receipts = ResponseStream.Define("dispatch_receipts", Serdes.Int64, Serdes.String, partitions: 2);

    private readonly FakeStreamsClient _kafka = new();
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.FromUnixTimeMilliseconds(5000));
    private readonly List<LateResponse> _late = [];
    private readonly List<CorrelationId> _accepted = [];
    private readonly CommandClient<long, string> _client;
    private int _ids;

    public CommandClientRequestTests() => _client = CreateClient(new CommandClientOptions());

    [Test]
    public async Task Response_completes_the_request_it_is_correlated_with()
    {
        var first = Request();
        var second = Request();

        _kafka.Reader.Reply("id-2", "T-2");
        _kafka.Reader.Reply("id-1", "T-1");

        (await first).Should().Be(new CommandOutcome<string>.Completed("T-1"));
        (await second).Should().Be(new CommandOutcome<string>.Completed("T-2"));
        NothingIsLeft();
    }

    [Test]
    public async Task Command_says_where_and_until_when_its_response_is_awaited()
    {
        _clock.Advance(TimeSpan.FromMilliseconds(7));
        var request = Request();

        _kafka.Publisher.Records.Single().Headers.Select(header => $"{header.Name}: {Encoding.UTF8.GetString(header.Value!)}").Should().Equal(
            "kafka_correlationId: id-1", "command-id: id-1", "kafka_replyTopic: dispatch_receipts", "command-deadline: 6007", "command-timeout: 1000");
        _kafka.Publisher.Records.Single().Timeout.Should().Be(Second, "delivery must not go on when nobody waits any more");

        _kafka.Reader.Reply("id-1", "T");
        await request;
    }

    [Test]
    public async Task Entry_is_there_before_the_record_is_handed_to_the_producer()
    {
        _kafka.Publisher.Answer = () =>
        {
            _kafka.Reader.Reply("id-1", "at once");
            return ValueTask.FromResult(default(RecordMetadata));
        };

        (await Request()).Should().Be(new CommandOutcome<string>.Completed("at once"));
    }

    [TestCase("rejected")]
    [TestCase("failed")]
    public async Task Refusal_and_failure_are_told_as_the_subscriber_says(string status)
    {
        var request = Request();

        _kafka.Reader.Reply(
            "id-1", null, ("command-status", status), ("command-error", "code"), ("command-error-message", "Why."), ("command-retryable", "true"));

        (await request).Should().Be(status == "failed"
            ? new CommandOutcome<string>.Failed("code", "Why.", IsRetryable: true)
            : new CommandOutcome<string>.Rejected("code", "Why."));
    }

    [Test]
    public async Task Unreadable_response_fails_the_one_it_belongs_to_with_the_bytes()
    {
        await using var client = CreateClient(new CommandClientOptions());
        var numbers = ResponseStream.Define("dispatch_receipts", Serdes.Int64, Serdes.Int64, 1);
        var request = client.RequestAsync(1, "a", numbers, Second).AsTask();
        var other = client.RequestAsync(1, "a", numbers, Second).AsTask();

        _kafka.Reader.Reply("id-1", "abc");
        _kafka.Reader.Reply(Headers.Empty.Add(CommandHeaders.CorrelationId, "id-2"), [0, 0, 0, 0, 0, 0, 0, 9]);

        var unknown = (await request).Should().BeOfType<CommandOutcome<long>.Unknown>().Subject;
        unknown.Reason.Should().Be(UnknownReason.ResponseUnreadable);
        Encoding.UTF8.GetString(unknown.Response!.Value.Span).Should().Be("abc");
        (await other).Should().Be(new CommandOutcome<long>.Completed(9));
    }

    [Test]
    public async Task Request_ends_at_its_timeout_and_a_late_response_is_shown_to_the_hook()
    {
        var request = Request();
        _clock.Advance(TimeSpan.FromMilliseconds(999));
        request.IsCompleted.Should().BeFalse();

        _clock.Advance(TimeSpan.FromMilliseconds(51));

        (await request).Should().Be(new CommandOutcome<string>.Unknown(UnknownReason.Timeout));
        NothingIsLeft();
        _kafka.Reader.Reply("id-1", "T");
        _late.Should().ContainSingle().Which.Value.Should().Equal("T"u8.ToArray());
    }

    [Test]
    public async Task Request_whose_command_is_not_acknowledged_by_the_timeout_is_in_doubt()
    {
        _kafka.Publisher.Answer = () => new ValueTask<RecordMetadata>(new TaskCompletionSource<RecordMetadata>().Task);
        var request = Request();

        _clock.Advance(TimeSpan.FromSeconds(2));

        (await request).Should().Be(new CommandOutcome<string>.Unknown(UnknownReason.DeliveryInDoubt));
    }

    [Test]
    public async Task Foreign_and_duplicate_responses_change_nothing()
    {
        var request = Request();

        _kafka.Reader.Reply("somebody-else's", "X");
        _kafka.Reader.Reply(Headers.Empty, null);
        request.IsCompleted.Should().BeFalse();
        _kafka.Reader.Reply("id-1", "T");
        _kafka.Reader.Reply("id-1", "again");

        (await request).Should().Be(new CommandOutcome<string>.Completed("T"));
        _late.Should().BeEmpty();
    }

    [Test]
    public async Task Receipt_that_the_subscriber_has_begun_is_told_and_another_response_awaited()
    {
        var request = Request();

        _kafka.Reader.Reply("id-1", null, ("command-status", "accepted"));
        request.IsCompleted.Should().BeFalse();
        _kafka.Reader.Reply("id-1", "T");

        (await request).Should().Be(new CommandOutcome<string>.Completed("T"));
        _accepted.Should().Equal(CorrelationId.FromText("id-1"));
    }

    [Test]
    public async Task Cancelled_request_throws_and_leaves_nothing()
    {
        using var cancellation = new CancellationTokenSource();
        var request = Request(cancellation.Token);

        await cancellation.CancelAsync();

        (await FluentActions.Awaiting(() => request).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(cancellation.Token);
        NothingIsLeft();
        await FluentActions.Awaiting(() => Request(cancellation.Token)).Should().ThrowAsync<OperationCanceledException>();
        _kafka.Publisher.Records.Should().HaveCount(1);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Failed_delivery_ends_the_request_at_once(bool possiblyPersisted)
    {
        var delivery = new TaskCompletionSource<RecordMetadata>();
        _kafka.Publisher.Answer = () => new ValueTask<RecordMetadata>(delivery.Task);
        var request = Request();

        delivery.SetException(new PublishException(PublishFailureReason.TooLarge, possiblyPersisted, ClientErrorKind.Retriable, "CODE", "It went wrong."));

        (await request).Should().Be(possiblyPersisted
            ? new CommandOutcome<string>.Unknown(UnknownReason.DeliveryInDoubt)
            : new CommandOutcome<string>.NotSent(NotSentReason.TooLarge));
        NothingIsLeft();
    }

    [Test]
    public async Task Command_that_cannot_be_serialized_is_not_sent()
    {
        await using var client = _kafka.CreateCommandClient(CommandStream.Define("broken", Serdes.Int64, new BrokenSerde(), 1));

        (await client.RequestAsync(1, "a", Receipts, Second)).Should().Be(new CommandOutcome<string>.NotSent(NotSentReason.Serialization));
        client.Pending.Count.Should().Be(0);
    }

    [Test]
    public async Task More_requests_than_may_wait_are_not_sent()
    {
        await using var client = CreateClient(new CommandClientOptions { MaxPending = 1 });
        var first = client.RequestAsync(1, "a", Receipts, Second).AsTask();

        (await client.RequestAsync(1, "a", Receipts, Second)).Should().Be(new CommandOutcome<string>.NotSent(NotSentReason.Busy));
        _kafka.Reader.Reply("id-1", "T");
        await first;
        var third = client.RequestAsync(1, "a", Receipts, Second).AsTask();
        _kafka.Reader.Reply("id-2", "T");
        (await third).Should().BeOfType<CommandOutcome<string>.Completed>();
    }

    [Test]
    public async Task Same_correlation_id_twice_is_refused()
    {
        var options = new CommandOptions { CorrelationId = CorrelationId.FromText("mine") };
        var first = _client.RequestAsync(1, "a", Receipts, Second, options).AsTask();

        await FluentActions.Awaiting(() => _client.RequestAsync(1, "a", Receipts, Second, options).AsTask())
            .Should().ThrowAsync<InvalidOperationException>().WithMessage("*'dispatch_products'*");

        _client.Pending.Count.Should().Be(1);
        _kafka.Reader.Reply("mine", "T");
        await first;
    }

    [Test]
    public async Task Disposal_ends_what_waits_as_closed()
    {
        var request = Request();

        await _client.DisposeAsync();

        (await request).Should().Be(new CommandOutcome<string>.Unknown(UnknownReason.Closed));
        (await Request()).Should().Be(new CommandOutcome<string>.NotSent(NotSentReason.Closed));
        NothingIsLeft();
        _kafka.Reader.Disposals.Should().Be(1);
    }

    [Test]
    public async Task Nothing_is_sent_before_the_reader_stands_at_the_end()
    {
        var ready = new TaskCompletionSource();
        _kafka.Ready = ready.Task;
        var request = Request();
        _clock.Advance(TimeSpan.FromMilliseconds(400));
        _kafka.Publisher.Records.Should().BeEmpty();
        var sent = new TaskCompletionSource();
        _kafka.Publisher.Answer = () =>
        {
            sent.SetResult();
            return ValueTask.FromResult(default(RecordMetadata));
        };

        ready.SetResult();

        await sent.Task.WaitAsync(TimeSpan.FromSeconds(10));
        _kafka.Publisher.Records.Single().Timeout.Should().Be(TimeSpan.FromMilliseconds(600));
        _kafka.Reader.Reply("id-1", "T");
        await request;
    }

    [Test]
    public async Task Request_that_could_not_be_sent_in_time_was_not_sent()
    {
        _kafka.Ready = new TaskCompletionSource().Task;
        var request = Request();

        _clock.Advance(Second);

        (await request).Should().Be(new CommandOutcome<string>.NotSent(NotSentReason.TimedOut));
        NothingIsLeft();
    }

    [Test]
    public async Task Request_is_not_sent_where_replies_cannot_be_read_and_the_next_tries_again()
    {
        _kafka.Ready = Task.FromException(new ClientException(ClientErrorKind.Fatal, "CODE", "There is no such topic."));
        (await Request()).Should().Be(new CommandOutcome<string>.NotSent(NotSentReason.RepliesUnreadable));

        _kafka.Ready = Task.CompletedTask;
        var request = Request();
        _kafka.Reader.Reply("id-1", "T");

        (await request).Should().BeOfType<CommandOutcome<string>.Completed>();
        _kafka.Readers.Should().HaveCount(2);
    }

    [Test]
    public async Task Clients_of_a_cluster_share_the_reader_of_a_topic_until_the_last_is_disposed()
    {
        var other = CreateClient(new CommandClientOptions());
        var first = Request();
        var second = other.RequestAsync(1, "a", Receipts, Second).AsTask();
        _kafka.Readers.Should().ContainSingle();

        _kafka.Reader.Reply("id-1", "T");
        await first;
        await _client.DisposeAsync();
        _kafka.Reader.Disposals.Should().Be(0);
        _kafka.Reader.Reply("id-2", "T");
        await second;
        await other.DisposeAsync();

        _kafka.Reader.Disposals.Should().Be(1);
    }

    [Test]
    public async Task Serde_that_is_not_ready_is_waited_for_on_both_ways()
    {
        var serde = new PendingSerde();
        await using var client = CreateClient(serde);
        var options = new CommandOptions { CorrelationId = CorrelationId.FromText("mine") };
        var request = client.RequestAsync(1, "a", ResponseStream.Define("dispatch_receipts", Serdes.Int64, serde, 1), Second, options).AsTask();
        _kafka.Publisher.Records.Should().BeEmpty();
        var sent = new TaskCompletionSource();
        _kafka.Publisher.Answer = () =>
        {
            sent.SetResult();
            return ValueTask.FromResult(default(RecordMetadata));
        };

        serde.Ready.SetResult();
        await sent.Task.WaitAsync(TimeSpan.FromSeconds(10));
        _kafka.Reader.Reply("mine", "T");
        request.IsCompleted.Should().BeFalse();
        serde.ReadyToRead.SetResult();

        (await request).Should().Be(new CommandOutcome<string>.Completed("T"));
    }

    [Test]
    public async Task Request_whose_serde_is_not_ready_in_time_was_not_sent()
    {
        await using var client = CreateClient(new PendingSerde());
        var request = client.RequestAsync(1, "a", Receipts, Second).AsTask();

        _clock.Advance(TimeSpan.FromSeconds(2));

        (await request).Should().Be(new CommandOutcome<string>.NotSent(NotSentReason.TimedOut));
        client.Pending.Count.Should().Be(0);
    }

    [Test]
    public async Task Timeout_that_is_none_is_refused([Values(0, -2, -1000)] int milliseconds) =>
        await FluentActions.Awaiting(() => _client.RequestAsync(1, "a", Receipts, TimeSpan.FromMilliseconds(milliseconds)).AsTask())
            .Should().ThrowAsync<ArgumentOutOfRangeException>();

    [TestCase(true)]
    [TestCase(false)]
    public async Task Request_without_limit_waits_from_the_start_of_the_reader_on(bool isInfinite)
    {
        var ready = new TaskCompletionSource();
        _kafka.Ready = ready.Task;
        var request = _client.RequestAsync(1, "a", Receipts, isInfinite ? Timeout.InfiniteTimeSpan : TimeSpan.MaxValue).AsTask();
        _clock.Advance(TimeSpan.FromMinutes(10));

        ready.SetResult();
        await Outcome.UntilAsync(() => _kafka.Publisher.Count == 1);
        _clock.Advance(TimeSpan.FromMinutes(10));

        request.IsCompleted.Should().BeFalse();
        _kafka.Publisher.Records.Single().Headers.Select(header => header.Name).Should().NotContain([CommandHeaders.Deadline, CommandHeaders.Timeout]);
        _kafka.Publisher.Records.Single().Timeout.Should().Be(TimeSpan.FromSeconds(30));
        _kafka.Reader.Reply("id-1", "T");
        (await request).Should().Be(new CommandOutcome<string>.Completed("T"));
        NothingIsLeft();
    }

    [Test]
    public async Task Command_that_had_to_wait_says_how_much_time_is_left()
    {
        var ready = new TaskCompletionSource();
        _kafka.Ready = ready.Task;
        _ = Request();
        _clock.Advance(TimeSpan.FromMilliseconds(400));

        ready.SetResult();
        await Outcome.UntilAsync(() => _kafka.Publisher.Count == 1);

        var headers = _kafka.Publisher.Records.Single().Headers;
        headers.GetCommandTimeout().Should().Be(TimeSpan.FromMilliseconds(600));
        headers.GetCommandDeadline().Should().Be(6000);
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private Task<CommandOutcome<string>> Request(CancellationToken cancellationToken = default) =>
        _client.RequestAsync(1, "a", Receipts, Second, cancellationToken).AsTask();

    private CommandClient<long, string> CreateClient(CommandClientOptions options) => _kafka.CreateCommandClient(Warehouse.Commands, options with
    {
        TimeProvider = _clock,
        NewCorrelationId = () => CorrelationId.FromText($"id-{++_ids}"),
        OnLateResponse = _late.Add,
        OnAccepted = _accepted.Add,
    });

    private CommandClient<long, string> CreateClient(PendingSerde serde) => _kafka.CreateCommandClient(
        CommandStream.Define("dispatch_products", Serdes.Int64, serde, 1), new CommandClientOptions { TimeProvider = _clock });

    private void NothingIsLeft()
    {
        _client.Pending.Count.Should().Be(0);
        _client.Pending.Deadlines.Should().Be(0);
    }
}
