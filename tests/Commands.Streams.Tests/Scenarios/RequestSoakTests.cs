using System.Globalization;
using Commands.Streams.Issuing.Replies;
using Commands.Streams.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Commands.Streams.Tests.Scenarios;

/// <summary>
/// Very many requests of one client, a tenth of them cancelled and a tenth timed out: nothing is left of them, and memory does not grow.
/// COMMANDS_STREAMS_REQUESTS sets how many; 50,000 by default.
/// </summary>
[NonParallelizable]
public sealed class RequestSoakTests
{
    private const int Batch = 1_000;
    private const long MaxGrowth = 2 * 1024 * 1024;

    private static readonly ResponseStream<long, string> Receipts = ResponseStream.Define("dispatch_receipts", Serdes.Int64, Serdes.String, partitions: 2);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private static readonly int Requests = int.Parse(
        Environment.GetEnvironmentVariable("COMMANDS_STREAMS_REQUESTS") ?? "50000", CultureInfo.InvariantCulture);

    private readonly FakeTimeProvider _clock = new();

    private enum Ending
    {
        Answered,
        Cancelled,
        TimedOut,
    }

    [Test]
    public async Task Requests_that_have_ended_leave_no_entry_and_no_memory_behind()
    {
        using var kafka = new FakeStreamsClient();
        await using var client = kafka.CreateCommandClient(Warehouse.Commands, new CommandClientOptions { TimeProvider = _clock });
        var replies = ReplyReaders.Of(kafka).Rent(Receipts.Topic, TimeProvider.System);
        var ended = new int[3];
        for (var batch = 0; batch < 10; batch++)
        {
            await RunAsync(kafka, client, batch, ended);
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var batch = 10; batch < Requests / Batch; batch++)
        {
            await RunAsync(kafka, client, batch, ended);
        }

        var growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        TestContext.Out.WriteLine($"{ended.Sum():N0} requests; memory grew by {growth:N0} bytes");
        ended.Should().Equal(Requests / 10 * 8, Requests / 10, Requests / 10);
        (client.Pending.Count, client.Pending.Deadlines, replies.Pending.Count).Should().Be((0, 0, 0));
        growth.Should().BeLessThan(MaxGrowth);
        await ReplyReaders.Of(kafka).ReturnAsync(replies);
    }

    private static Ending EndingOf(int index) => (index % 10) switch
    {
        3 => Ending.Cancelled,
        7 => Ending.TimedOut,
        _ => Ending.Answered,
    };

    private async Task RunAsync(FakeStreamsClient kafka, CommandClient<long, string> client, int batch, int[] ended)
    {
        using var cancellation = new CancellationTokenSource();
        var requests = new Task<CommandOutcome<string>>[Batch];
        for (var i = 0; i < Batch; i++)
        {
            requests[i] = client.RequestAsync(
                i,
                "a",
                Receipts,
                Timeout,
                new CommandOptions { CorrelationId = CorrelationId.FromText($"{batch}-{i}") },
                EndingOf(i) == Ending.Cancelled ? cancellation.Token : CancellationToken.None).AsTask();
        }

        for (var i = 0; i < Batch; i++)
        {
            if (EndingOf(i) == Ending.Answered)
            {
                kafka.Reader.Reply($"{batch}-{i}", "T");
            }
        }

        await cancellation.CancelAsync();
        _clock.Advance(Timeout + TimeSpan.FromMilliseconds(50));
        for (var i = 0; i < Batch; i++)
        {
            ended[(int)await EndOfAsync(requests[i])]++;
        }

        kafka.Publisher.Records.Clear();
    }

    private static async Task<Ending> EndOfAsync(Task<CommandOutcome<string>> request)
    {
        try
        {
            return await request.WaitAsync(TimeSpan.FromSeconds(30)) is CommandOutcome<string>.Completed ? Ending.Answered : Ending.TimedOut;
        }
        catch (OperationCanceledException)
        {
            return Ending.Cancelled;
        }
    }
}
