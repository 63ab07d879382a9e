using Commands.Streams.Errors;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests;

/// <content>Readers that are lost, logs and listeners that throw.</content>
public sealed partial class CommandClientRequestTests
{
    [Test]
    public async Task Reader_that_is_lost_is_replaced_for_the_next_request()
    {
        var first = Request();
        _kafka.Reader.Failure = new ClientException(ClientErrorKind.Fatal, "CODE", "Not authorized.");

        var second = Request();
        _kafka.Reader.Reply("id-2", "T");

        (await second).Should().Be(new CommandOutcome<string>.Completed("T"));
        _kafka.Readers.Should().HaveCount(2);
        _clock.Advance(TimeSpan.FromSeconds(2));
        (await first).Should().Be(new CommandOutcome<string>.Unknown(UnknownReason.Timeout));
    }

    [Test]
    public async Task Readers_that_are_lost_at_once_are_replaced_ever_more_rarely()
    {
        _kafka.Ready = Task.FromException(new ClientException(ClientErrorKind.Fatal, "CODE", "Not authorized."));
        for (var i = 0; i < 1000; i++)
        {
            var request = Request();
            _clock.Advance(TimeSpan.FromMilliseconds(10));
            _ = request;
        }

        _kafka.Readers.Should().HaveCountLessThan(12, "ten seconds have passed");
        _clock.Advance(TimeSpan.FromSeconds(5));
        await Outcome.UntilAsync(() => _client.Pending.Count == 0);
    }

    [Test]
    public async Task Requests_that_are_not_sent_are_logged_the_first_of_each_second()
    {
        var log = new WarningLog();
        _kafka.LoggerFactory = log;
        await using var client = CreateClient(new CommandClientOptions { MaxPending = 1 });
        _ = client.RequestAsync(1, "a", Receipts, TimeSpan.FromMinutes(1)).AsTask();

        for (var i = 0; i < 100; i++)
        {
            (await client.RequestAsync(1, "a", Receipts, Second)).Should()
                .BeOfType<CommandOutcome<string>.NotSent>().Which.Message
                .Should()
                .Contain("MaxPending");
        }

        _clock.Advance(Second);
        await client.RequestAsync(1, "a", Receipts, Second);

        log.Lines.Should().HaveCount(2);
        log.Lines[0].Should().StartWith(
            "A request to topic 'dispatch_products' was not sent (Busy): 1 requests to topic 'dispatch_products' are already pending.");
        log.Lines[1].Should().EndWith("Suppressed since the last message: 99.");
    }

    [Test]
    public async Task Listener_that_throws_changes_no_outcome()
    {
        await using var client = _kafka.CreateCommandClient(
            CommandStream.Define("observed_by_a_fool", Serdes.Int64, Serdes.String, 1), new CommandClientOptions { TimeProvider = _clock });
        using var listener = new System.Diagnostics.Metrics.MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == "Commands.Streams")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<int>(static (_, _, tags, _) => Throw(tags));
        listener.SetMeasurementEventCallback<long>(static (_, _, tags, _) => Throw(tags));
        listener.SetMeasurementEventCallback<double>(static (_, _, tags, _) => Throw(tags));
        listener.Start();

        var request = client.RequestAsync(1, "a", Receipts, Second).AsTask();
        _clock.Advance(TimeSpan.FromSeconds(2));

        (await request).Should().Be(new CommandOutcome<string>.Unknown(UnknownReason.Timeout));
        client.Pending.Count.Should().Be(0);
    }

    [Test]
    public async Task Log_that_throws_changes_no_outcome()
    {
        _kafka.LoggerFactory = new WarningLog { Fails = true };
        await using var client = CreateClient(new CommandClientOptions { MaxPending = 1 });
        var first = client.RequestAsync(1, "a", Receipts, TimeSpan.FromMinutes(1)).AsTask();

        (await client.RequestAsync(1, "a", Receipts, Second)).Should().Be(new CommandOutcome<string>.NotSent(NotSentReason.Busy));

        _kafka.Reader.Reply("id-1", "T");
        await first;
    }

    private static void Throw(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (_, value) in tags)
        {
            if (Equals(value, "observed_by_a_fool"))
            {
                throw new InvalidOperationException("No paper.");
            }
        }
    }
}
