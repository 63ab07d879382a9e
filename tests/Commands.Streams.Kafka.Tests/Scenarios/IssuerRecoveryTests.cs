using Commands.Streams.Errors;
using Confluent.Kafka;

namespace Commands.Streams.Kafka.Tests.Scenarios;

/// <summary>What becomes of commands whose producer or cluster fails, and that the client sends again afterwards.</summary>
public sealed class IssuerRecoveryTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly CommandStream<long, string> Dispatch = CommandStream.Define("dispatch_products", Serdes.Int64, Serdes.String, partitions: 1);

    private EmbeddedCluster _cluster = null!;
    private KafkaClient _kafka = null!;

    [SetUp]
    public void Start()
    {
        _cluster = EmbeddedCluster.Start();
        _cluster.CreateTopic(Dispatch.Topic, 1);
        _kafka = _cluster.CreateClient();
    }

    [TearDown]
    public void Stop()
    {
        _kafka.Dispose();
        _cluster.Dispose();
    }

    [Test]
    public async Task Client_that_was_refused_a_producer_id_sends_once_it_is_granted()
    {
        _cluster.FailNext(EmbeddedRequest.InitProducerId, ErrorCode.ClusterAuthorizationFailed);
        await using var client = _kafka.CreateCommandClient(Dispatch);

        var first = await SendAsync(client);
        var receipt = await client.SendAsync(1, "b").AsTask().WaitAsync(Patience);

        first.Should()
            .Match<Exception?>(failure => failure == null || failure is CommandNotSentException, "nothing was written under a producer id that was refused");
        receipt.Offset.Should().Be(first is null ? 1 : 0);
    }

    [Test]
    public async Task Client_whose_producer_got_a_fatal_error_sends_again()
    {
        await using var client = _kafka.CreateCommandClient(Dispatch);
        await client.SendAsync(1, "a");
        _cluster.FailNext(EmbeddedRequest.Produce, ErrorCode.OutOfOrderSequenceNumber);

        var during = await SendAsync(client);
        await client.SendAsync(1, "c").AsTask().WaitAsync(Patience);

        during.Should().BeAssignableTo<StreamsException>("the error is fatal for an idempotent producer");
    }

    [Test]
    public async Task Commands_in_flight_end_when_the_producer_is_lost()
    {
        await using var client = _kafka.CreateCommandClient(Dispatch);
        await client.SendAsync(1, "a");
        _cluster.SetRoundTripTime(TimeSpan.FromMilliseconds(200));
        _cluster.FailNext(EmbeddedRequest.Produce, ErrorCode.OutOfOrderSequenceNumber);

        var begin = TimeProvider.System.GetTimestamp();
        var ended = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => SendAsync(client)));

        TimeProvider.System.GetElapsedTime(begin).Should().BeLessThan(TimeSpan.FromSeconds(10), "librdkafka alone would keep them until their time is over");
        ended.Should().OnlyContain(failure => failure == null || failure is CommandNotSentException || failure is DeliveryInDoubtException);
    }

    [Test]
    public async Task Command_to_a_topic_that_does_not_exist_is_not_sent_and_says_so()
    {
        _cluster.SetTopicError(Dispatch.Topic, ErrorCode.UnknownTopicOrPart);
        await using var client = _kafka.CreateCommandClient(Dispatch);

        var failure = await SendAsync(client);

        var notSent = failure.Should().BeOfType<CommandNotSentException>().Subject;
        notSent.Reason.Should().Be(NotSentReason.UnknownTopic);
        notSent.Message.Should().Contain("'dispatch_products'");
        _cluster.SetTopicError(Dispatch.Topic, ErrorCode.NoError);
        await UntilSentAsync(client);
    }

    [Test]
    public async Task Command_that_did_not_leave_in_time_is_not_sent_and_not_delivered_later()
    {
        await using var client = _kafka.CreateCommandClient(Dispatch, new CommandClientOptions { SendTimeout = TimeSpan.FromSeconds(4) });
        await client.SendAsync(1, "a");
        _cluster.StopBroker();

        var failure = await SendAsync(client);

        failure.Should().BeOfType<CommandNotSentException>().Which.Reason.Should().Be(NotSentReason.TimedOut);
        _cluster.StartBroker();
        (await client.SendAsync(1, "c").AsTask().WaitAsync(Patience)).Offset.Should().Be(1, "the command in between was given up");
    }

    private static async Task UntilSentAsync(CommandClient<long, string> client)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (await SendAsync(client) is not null)
        {
            limit.Token.ThrowIfCancellationRequested();
        }
    }

    private static async Task<Exception?> SendAsync(CommandClient<long, string> client)
    {
        try
        {
            await client.SendAsync(1, "b").AsTask().WaitAsync(Patience);
            return null;
        }
        catch (StreamsException exception)
        {
            return exception;
        }
    }
}
