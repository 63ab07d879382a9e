using System.Diagnostics;
using System.Text;
using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Interop;
using Commands.Streams.Records;
using Commands.Streams.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Commands.Streams.Tests;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CommandClientTests : IAsyncDisposable
{
    private readonly FakeStreamsClient _kafka = new();
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.FromUnixTimeMilliseconds(5000));
    private readonly CommandClient<long, string> _client;

    public CommandClientTests() => _client = CreateClient(Warehouse.Commands);

    [Test]
    public async Task Command_is_written_with_new_ids_and_acknowledged()
    {
        var receipt = await _client.SendAsync(12005, "2 Roadford Avenue");

        receipt.Should().Be(new CommandReceipt("dispatch_products", 1, 0, 5000, CorrelationId.FromText("new-id"), CommandId.FromText("new-id")));
        var record = _kafka.Publisher.Records.Should().ContainSingle().Subject;
        record.Topic.Should().Be("dispatch_products");
        record.Key.Should().Equal(0, 0, 0, 0, 0, 0, 0x2e, 0xe5);
        Encoding.UTF8.GetString(record.Value!).Should().Be("2 Roadford Avenue");
        record.Partition.Should().Be(ProduceRecord.AnyPartition);
        record.Timeout.Should().Be(TimeSpan.FromSeconds(30));
        Text(record).Should().Equal("kafka_correlationId: new-id", "command-id: new-id");
    }

    [Test]
    public async Task Command_is_written_with_the_options_given()
    {
        await _client.SendAsync(1, "a", new CommandOptions
        {
            CorrelationId = CorrelationId.FromText("c-1"),
            CommandId = CommandId.FromText("id-1"),
            ReplyTopic = "dispatch_receipts.me",
            ReplyPartition = 3,
            Timestamp = DateTimeOffset.FromUnixTimeMilliseconds(77),
            SendTimeout = TimeSpan.FromSeconds(1),
            Headers = Headers.Empty.Add("mine", "x").Add("command-id", "passed over"),
        });

        var record = _kafka.Publisher.Records.Single();
        record.Timestamp.Should().Be(77);
        record.Timeout.Should().Be(TimeSpan.FromSeconds(1));
        Text(record).Should().Equal(
            "mine: x", "kafka_correlationId: c-1", "command-id: id-1", "kafka_replyTopic: dispatch_receipts.me", "kafka_replyPartition: \0\0\0\u0003");
    }

    [Test]
    public async Task Commands_wait_in_their_order_for_a_serde_that_is_not_ready()
    {
        var serde = new PendingSerde();
        var client = CreateClient(CommandStream.Define("dispatch_products", Serdes.Int64, serde, partitions: 2));
        using var cancellation = new CancellationTokenSource();
        var first = client.SendAsync(1, "a").AsTask();
        var cancelled = client.SendAsync(1, "b", cancellation.Token).AsTask();
        var last = client.SendAsync(1, "c").AsTask();
        await cancellation.CancelAsync();
        await cancelled.Awaiting(it => it).Should().ThrowAsync<OperationCanceledException>();
        _kafka.Publisher.Records.Should().BeEmpty();

        serde.Ready.SetResult();
        await Task.WhenAll(first, last).WaitAsync(TimeSpan.FromSeconds(30));

        _kafka.Publisher.Records.Select(record => Encoding.UTF8.GetString(record.Value!)).Should().Equal("a", "c");
    }

    [Test]
    public async Task Command_whose_serde_cannot_be_made_ready_is_not_sent()
    {
        var serde = new PendingSerde();
        var client = CreateClient(CommandStream.Define("dispatch_products", Serdes.Int64, serde, partitions: 2));
        var sending = client.SendAsync(1, "a").AsTask();

        serde.Ready.SetException(new TimeoutException("Nobody answers."));

        (await sending.Awaiting(it => it).Should().ThrowAsync<CommandNotSentException>().WithMessage("*its serde did not become ready: Nobody answers.*"))
            .Which.Reason.Should().Be(NotSentReason.Serialization);
    }

    [Test]
    public async Task Command_belongs_to_the_trace_at_work()
    {
        using var activity = new Activity("buy").SetIdFormat(ActivityIdFormat.W3C).Start();

        await _client.SendAsync(1, "a");

        _kafka.Publisher.Records.Single().Headers.LastText(CommandHeaders.TraceParent).Should().Be(activity.Id);
    }

    [TestCase(PublishFailureReason.QueueFull, NotSentReason.Busy)]
    [TestCase(PublishFailureReason.TooLarge, NotSentReason.TooLarge)]
    [TestCase(PublishFailureReason.UnknownTopicOrPartition, NotSentReason.UnknownTopic)]
    [TestCase(PublishFailureReason.TimedOut, NotSentReason.TimedOut)]
    [TestCase(PublishFailureReason.Closed, NotSentReason.Closed)]
    [TestCase(PublishFailureReason.Refused, NotSentReason.DeliveryFailed)]
    public async Task Command_that_is_certainly_not_in_the_log_was_not_sent(PublishFailureReason failure, NotSentReason expected)
    {
        _kafka.Publisher.Answer = () => ValueTask.FromException<RecordMetadata>(Failure(failure, possiblyPersisted: false));

        (await Sending().Should().ThrowAsync<CommandNotSentException>()
            .WithMessage("Command 'new-id' was not sent to topic 'dispatch_products': It went wrong.")).Which.Reason.Should().Be(expected);
    }

    [Test]
    public async Task Failure_thrown_by_the_publisher_at_once_is_told_likewise()
    {
        _kafka.Publisher.Answer = () => throw Failure(PublishFailureReason.QueueFull, possiblyPersisted: false);

        (await Sending().Should().ThrowAsync<CommandNotSentException>()).Which.Reason.Should().Be(NotSentReason.Busy);
    }

    [Test]
    public async Task Command_that_may_be_in_the_log_is_in_doubt_and_keeps_its_ids()
    {
        _kafka.Publisher.Answer = () => ValueTask.FromException<RecordMetadata>(Failure(PublishFailureReason.TimedOut, possiblyPersisted: true));

        var doubt = (await Sending().Should().ThrowAsync<DeliveryInDoubtException>()).Which;

        doubt.CorrelationId.Should().Be(CorrelationId.FromText("new-id"));
        doubt.CommandId.Should().Be(CommandId.FromText("new-id"));
    }

    [Test]
    public async Task Command_that_cannot_be_serialized_is_not_sent()
    {
        await using var client = CreateClient(CommandStream.Define("broken", Serdes.Int64, new BrokenSerde(), 1));

        (await FluentActions.Awaiting(() => client.SendAsync(1, "a").AsTask()).Should().ThrowAsync<CommandNotSentException>().WithMessage("*value*No ink*"))
            .Which.Reason.Should().Be(NotSentReason.Serialization);
        _kafka.Publisher.Records.Should().BeEmpty();
    }

    [Test]
    public async Task Cancelled_call_ends_while_delivery_goes_on()
    {
        var delivery = new TaskCompletionSource<RecordMetadata>();
        _kafka.Publisher.Answer = () => new ValueTask<RecordMetadata>(delivery.Task);
        using var cancellation = new CancellationTokenSource();
        var sending = _client.SendAsync(1, "a", cancellation.Token).AsTask();
        sending.IsCompleted.Should().BeFalse();

        await cancellation.CancelAsync();

        await FluentActions.Awaiting(() => sending).Should().ThrowAsync<OperationCanceledException>();
        delivery.SetResult(default);
    }

    [Test]
    public async Task Disposed_client_sends_nothing_and_disposes_its_publisher_once()
    {
        await _client.DisposeAsync();
        await _client.DisposeAsync();

        (await Sending().Should().ThrowAsync<CommandNotSentException>()).Which.Reason.Should().Be(NotSentReason.Closed);
        _kafka.Publisher.Disposals.Should().Be(1);
        _kafka.Publisher.Records.Should().BeEmpty();
    }

    [Test]
    public async Task Delivery_that_fails_after_its_call_was_cancelled_is_observed()
    {
        var unobserved = new List<Exception>();
        void Note(object? sender, UnobservedTaskExceptionEventArgs failure) => unobserved.Add(failure.Exception);
        TaskScheduler.UnobservedTaskException += Note;

        await CancelAndFailAsync();
        GC.Collect();
        GC.WaitForPendingFinalizers();

        TaskScheduler.UnobservedTaskException -= Note;
        unobserved.Should().NotContain(failure => failure.ToString().Contains("It failed for nobody."));
    }

    [Test]
    public async Task Second_disposal_ends_with_the_first()
    {
        var ended = new TaskCompletionSource();
        _kafka.Publisher.Ended = ended.Task;
        var first = _client.DisposeAsync().AsTask();

        var second = _client.DisposeAsync().AsTask();

        second.IsCompleted.Should().BeFalse();
        ended.SetResult();
        await Task.WhenAll(first, second).WaitAsync(Outcome.Patience);
    }

    [Test]
    public void Publisher_is_asked_to_give_up_when_sending_does() => _kafka.DeliveryTimeouts.Should().Equal(TimeSpan.FromSeconds(30));

    [Test]
    public void Options_that_make_no_sense_are_refused()
    {
        Refuse(new CommandOptions { CorrelationId = default(CorrelationId) }, "*not an id*");
        Refuse(new CommandOptions { CommandId = default(CommandId) }, "*not an id*");
        Refuse(new CommandOptions { ReplyTopic = "a b" }, "*'a b'*");
        Refuse(new CommandOptions { ReplyPartition = -1 }, "*-1*");
        Refuse(new CommandOptions { Timestamp = DateTimeOffset.MinValue }, "*1970*");
        Refuse(new CommandOptions { SendTimeout = TimeSpan.Zero }, "*greater than zero*");
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private static PublishException Failure(PublishFailureReason reason, bool possiblyPersisted) =>
        new(reason, possiblyPersisted, ClientErrorKind.Retriable, "CODE", "It went wrong.");

    private static IEnumerable<string> Text(PublishedRecord record) =>
        record.Headers.Select(header => $"{header.Name}: {Encoding.UTF8.GetString(header.Value!)}");

    private void Refuse(CommandOptions options, string message) =>
        _client.Invoking(client => client.SendAsync(1, "a", options)).Should().Throw<ArgumentException>().WithMessage(message);

    private async Task CancelAndFailAsync()
    {
        var delivery = new TaskCompletionSource<RecordMetadata>();
        _kafka.Publisher.Answer = () => new ValueTask<RecordMetadata>(delivery.Task);
        using var cancellation = new CancellationTokenSource();
        var sending = _client.SendAsync(1, "a", cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await sending.Awaiting(send => send).Should().ThrowAsync<OperationCanceledException>();
        delivery.SetException(new PublishException(PublishFailureReason.Refused, true, ClientErrorKind.Fatal, "CODE", "It failed for nobody."));
    }

    private Func<Task<CommandReceipt>> Sending() => () => _client.SendAsync(1, "a").AsTask();

    private CommandClient<long, string> CreateClient(CommandStream<long, string> commands) => _kafka.CreateCommandClient(
        commands, new CommandClientOptions { TimeProvider = _clock, NewCorrelationId = () => CorrelationId.FromText("new-id") });
}
