using System.Collections.Concurrent;
using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Issuing.Replies;
using Commands.Streams.Tests.Support;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Commands.Streams.Tests.Scenarios;

/// <summary>Whatever ends a request, and however many things do so at once: it ends once, and nothing is left of it.</summary>
public sealed class RequestRaceTests
{
    private static readonly ResponseStream<long, string> Receipts = ResponseStream.Define("dispatch_receipts", Serdes.Int64, Serdes.String, partitions: 2);

    [Flags]
    private enum Causes
    {
        None = 0,
        Response = 1,
        SecondResponse = 2,
        Cancellation = 4,
        FailedDelivery = 8,
    }

    [Test]
    public Task Whatever_races_leaves_no_entry_behind() =>
        Gen.Int[0, 15].Select(causes => (Causes)causes).Array[200].SampleAsync(RunAsync, iter: 100, threads: 1);

    [Test, Explicit("A million requests take minutes.")]
    public Task Whatever_races_leaves_no_entry_behind_in_a_million_requests() =>
        Gen.Int[0, 15].Select(causes => (Causes)causes).Array[1000].SampleAsync(RunAsync, iter: 1000, threads: 1);

    private static async Task RunAsync(Causes[] causes)
    {
        using var kafka = new FakeStreamsClient();
        var clock = new FakeTimeProvider();
        var deliveries = new ConcurrentQueue<TaskCompletionSource<RecordMetadata>>();
        kafka.Publisher.Answer = () =>
        {
            var delivery = new TaskCompletionSource<RecordMetadata>();
            deliveries.Enqueue(delivery);
            return new ValueTask<RecordMetadata>(delivery.Task);
        };
        await using var client = kafka.CreateCommandClient(Warehouse.Commands, new CommandClientOptions { TimeProvider = clock });
        var cancellations = causes.Select(_ => new CancellationTokenSource()).ToArray();
        var requests = causes.Select((_, index) => client.RequestAsync(
            index,
            "a",
            Receipts,
            TimeSpan.FromMilliseconds(1 + (index % 50)),
            new CommandOptions { CorrelationId = CorrelationId.FromText($"{index}") },
            cancellations[index].Token).AsTask()).ToArray();
        var delivered = deliveries.ToArray();

        // Each on a thread of its own, over all requests, so that the causes of one meet.
        await Task.WhenAll(
            Task.Run(() => ForEach(causes, Causes.Response, index => kafka.Reader.Reply($"{index}", "T"))),
            Task.Run(() => ForEach(causes, Causes.SecondResponse, index => kafka.Reader.Reply($"{index}", "T"))),
            Task.Run(() => ForEach(causes, Causes.Cancellation, index => cancellations[index].Cancel())),
            Task.Run(() => Deliver(causes, delivered)),
            Task.Run(() =>
            {
                for (var i = 0; i < 10; i++)
                {
                    clock.Advance(TimeSpan.FromMilliseconds(10));
                }
            }));

        foreach (var request in requests)
        {
            await Ended(request);
        }

        client.Pending.Count.Should().Be(0);
        client.Pending.Deadlines.Should().Be(0);
        var replies = ReplyReaders.Of(kafka).Rent(Receipts.Topic, clock);
        replies.Pending.Count.Should().Be(0);
        await ReplyReaders.Of(kafka).ReturnAsync(replies);
        Array.ForEach(cancellations, static cancellation => cancellation.Dispose());
    }

    private static void ForEach(Causes[] causes, Causes cause, Action<int> act)
    {
        for (var i = 0; i < causes.Length; i++)
        {
            if (causes[i].HasFlag(cause))
            {
                act(i);
            }
        }
    }

    private static void Deliver(Causes[] causes, TaskCompletionSource<RecordMetadata>[] deliveries)
    {
        for (var i = 0; i < causes.Length; i++)
        {
            if (causes[i].HasFlag(Causes.FailedDelivery))
            {
                deliveries[i].SetException(new PublishException(PublishFailureReason.Refused, i % 2 == 0, ClientErrorKind.Fatal, "CODE", "No."));
            }
            else
            {
                deliveries[i].SetResult(default);
            }
        }
    }

    private static async Task Ended(Task<CommandOutcome<string>> request)
    {
        try
        {
            _ = await request.WaitAsync(TimeSpan.FromSeconds(30));
        }
        catch (OperationCanceledException)
        {
        }
    }
}
