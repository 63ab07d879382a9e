using System.Globalization;
using System.Text;
using Commands.Streams.Errors;
using Commands.Streams.Tests.Support;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Commands.Streams.Tests;

/// <summary>Commands reach the producer in the order they were issued, whatever some of them have to wait for.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CommandClientOrderTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly ResponseStream<long, string> Receipts = ResponseStream.Define("dispatch_receipts", Serdes.Int64, Serdes.String, partitions: 2);

    private enum Fate
    {
        Request,
        Send,
        CancelledRequest,
        CancelledSend,
        RequestThatTimesOut,
        SendThatTimesOut,
    }

    [Test]
    public async Task First_requests_of_a_client_are_sent_in_the_order_issued()
    {
        using var kafka = new FakeStreamsClient();
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        kafka.Ready = ready.Task;
        await using var client = kafka.CreateCommandClient(Warehouse.Commands);

        var requests = Enumerable.Range(0, 1000).Select(number => client.RequestAsync(number % 50, $"{number}", Receipts, Minute).AsTask()).ToList();
        ready.SetResult();
        await Outcome.UntilAsync(() => kafka.Publisher.Count == 1000);

        Numbers(kafka).Should().Equal(Enumerable.Range(0, 1000));
        await client.DisposeAsync();
        (await Task.WhenAll(requests)).Should().OnlyContain(outcome => outcome.Equals(new CommandOutcome<string>.Unknown(UnknownReason.Closed)));
    }

    [Test]
    public async Task Command_that_is_sent_does_not_overtake_requests_that_wait()
    {
        using var kafka = new FakeStreamsClient();
        var ready = new TaskCompletionSource();
        kafka.Ready = ready.Task;
        await using var client = kafka.CreateCommandClient(Warehouse.Commands);
        _ = client.RequestAsync(1, "0", Receipts, Minute).AsTask();

        var sending = client.SendAsync(1, "1").AsTask();
        kafka.Publisher.Count.Should().Be(0);
        ready.SetResult();
        await sending.WaitAsync(Outcome.Patience);

        Numbers(kafka).Should().Equal(0, 1);
    }

    [Test]
    public async Task Commands_wait_in_their_order_for_a_new_publisher()
    {
        using var kafka = new FakeStreamsClient();
        var clock = new FakeTimeProvider();
        await using var client = kafka.CreateCommandClient(Warehouse.Commands, new CommandClientOptions { TimeProvider = clock });
        kafka.OnPublisher = publisher => publisher.Failure = new ClientException(ClientErrorKind.ClientLost, "CODE", "Lost.");
        kafka.OnPublisher(kafka.Publisher);
        await FluentActions.Awaiting(() => client.SendAsync(1, "lost").AsTask()).Should().ThrowAsync<CommandNotSentException>().WithMessage("*Lost.*");

        var sending = Enumerable.Range(0, 10).Select(number => client.SendAsync(1, $"{number}").AsTask()).ToList();
        sending.Should().NotContain(send => send.IsCompleted);
        kafka.OnPublisher = static _ => { };
        clock.Advance(TimeSpan.FromMilliseconds(100));
        await Task.WhenAll(sending).WaitAsync(Outcome.Patience);

        Numbers(kafka).Should().Equal(Enumerable.Range(0, 10));
    }

    [Test]
    public async Task Reader_that_cannot_start_holds_up_nobody_behind_the_request()
    {
        using var kafka = new FakeStreamsClient();
        var ready = new TaskCompletionSource();
        kafka.Ready = ready.Task;
        await using var client = kafka.CreateCommandClient(Warehouse.Commands);
        var request = client.RequestAsync(1, "0", Receipts, Minute).AsTask();
        var sending = client.SendAsync(1, "1").AsTask();

        ready.SetException(new ClientException(ClientErrorKind.Fatal, "CODE", "Not authorized."));

        var notSent = (await request).Should().BeOfType<CommandOutcome<string>.NotSent>().Subject;
        notSent.Reason.Should().Be(NotSentReason.RepliesUnreadable);
        notSent.Message.Should().Contain("'dispatch_receipts'").And.Contain("Not authorized.");
        await sending.WaitAsync(Outcome.Patience);
        Numbers(kafka).Should().Equal(1);
    }

    [Test]
    public async Task Command_that_could_not_leave_in_time_is_not_sent_later()
    {
        using var kafka = new FakeStreamsClient();
        var clock = new FakeTimeProvider();
        var serde = new PendingSerde();
        await using var client = kafka.CreateCommandClient(
            CommandStream.Define("dispatch_products", Serdes.Int64, serde, 1), new CommandClientOptions { TimeProvider = clock });
        var sending = client.SendAsync(1, "a").AsTask();

        clock.Advance(TimeSpan.FromSeconds(30));

        var failure = (await sending.Awaiting(send => send.WaitAsync(Outcome.Patience)).Should().ThrowAsync<CommandNotSentException>()).Which;
        failure.Reason.Should().Be(NotSentReason.TimedOut);
        failure.Message.Should().Contain("'dispatch_products' within 00:00:30");
        serde.Ready.SetResult();
        await client.SendAsync(1, "2").AsTask().WaitAsync(Outcome.Patience);
        Numbers(kafka).Should().Equal(2);
    }

    [Test]
    public async Task Disposal_ends_commands_that_wait_for_their_turn()
    {
        using var kafka = new FakeStreamsClient { Ready = new TaskCompletionSource().Task };
        var client = kafka.CreateCommandClient(Warehouse.Commands);
        var request = client.RequestAsync(1, "0", Receipts, Minute).AsTask();
        var sending = client.SendAsync(1, "1").AsTask();

        await client.DisposeAsync();

        (await request).Should().Be(new CommandOutcome<string>.NotSent(NotSentReason.Closed));
        (await sending.Awaiting(send => send.WaitAsync(Outcome.Patience)).Should().ThrowAsync<CommandNotSentException>())
            .Which.Reason.Should().Be(NotSentReason.Closed);
        kafka.Publisher.Count.Should().Be(0);
    }

    [Test]
    public Task Whatever_drops_out_leaves_the_others_in_their_order() =>
        Gen.Enum<Fate>().Array[1, 60].SampleAsync(RunAsync, iter: 200, threads: 1);

    private static async Task RunAsync(Fate[] fates)
    {
        using var kafka = new FakeStreamsClient();
        var clock = new FakeTimeProvider();
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        kafka.Ready = ready.Task;
        await using var client = kafka.CreateCommandClient(Warehouse.Commands, new CommandClientOptions { TimeProvider = clock });
        using var cancellation = new CancellationTokenSource();
        _ = client.RequestAsync(0, "-1", Receipts, Minute).AsTask();
        var issued = fates.Select((fate, number) => Issue(client, fate, number, cancellation.Token)).ToList();

        await cancellation.CancelAsync();
        clock.Advance(TimeSpan.FromSeconds(2));
        var dropped = issued.Where((_, number) => fates[number] > Fate.Send).ToList();
        await Task.WhenAll(dropped.Select(task => ((Task)task.ContinueWith(static _ => { }, TaskScheduler.Default)).WaitAsync(Outcome.Patience)));
        ready.SetResult();
        var stayed = Enumerable.Range(0, fates.Length).Where(number => fates[number] <= Fate.Send).Prepend(-1).ToList();
        await Outcome.UntilAsync(() => kafka.Publisher.Count == stayed.Count);

        Numbers(kafka).Should().Equal(stayed);
    }

    private static Task Issue(CommandClient<long, string> client, Fate fate, int number, CancellationToken token) => fate switch
    {
        Fate.Send => client.SendAsync(1, $"{number}").AsTask(),
        Fate.CancelledRequest => client.RequestAsync(1, $"{number}", Receipts, Minute, token).AsTask(),
        Fate.CancelledSend => client.SendAsync(1, $"{number}", token).AsTask(),
        Fate.RequestThatTimesOut => client.RequestAsync(1, $"{number}", Receipts, TimeSpan.FromSeconds(1)).AsTask(),
        Fate.SendThatTimesOut => client.SendAsync(1, $"{number}", new CommandOptions { SendTimeout = TimeSpan.FromSeconds(1) }).AsTask(),
        _ => client.RequestAsync(1, $"{number}", Receipts, Minute).AsTask(),
    };

    private static IEnumerable<int> Numbers(FakeStreamsClient kafka) =>
        kafka.Publisher.Records.Select(record => int.Parse(Encoding.UTF8.GetString(record.Value!), CultureInfo.InvariantCulture));
}
