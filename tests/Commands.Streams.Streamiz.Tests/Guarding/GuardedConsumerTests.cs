using Commands.Streams.Guarding;
using Commands.Streams.Tests.Support;
using Confluent.Kafka;
using Streamiz.Kafka.Net;

namespace Commands.Streams.Tests.Guarding;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class GuardedConsumerTests : IDisposable
{
    private readonly List<Exception> _failures = [];
    private readonly StreamConfig _config = new();
    private readonly ApplicationGuard _application;
    private readonly FakeSupplier _clients = new();
    private readonly GuardedKafkaSupplier _supplier;
    private readonly IConsumer<byte[], byte[]> _consumer;
    private readonly IProducer<byte[], byte[]> _producer;

    public GuardedConsumerTests()
    {
        _application = new ApplicationGuard(_failures.Add);
        _application.Watch(_config);
        _supplier = new GuardedKafkaSupplier(_clients, _application);
        _producer = _supplier.GetProducer(new ProducerConfig { ClientId = "app-stream-thread-0-streamiz-producer" });
        _consumer = _supplier.GetConsumer(new ConsumerConfig { ClientId = "app-StreamThread-0-streamiz-consumer" }, null!);
        _consumer.Subscribe("in");
    }

    public void Dispose()
    {
        _supplier.Dispose();
        _application.Dispose();
    }

    [Test]
    public void What_was_delivered_is_committed()
    {
        Produce(ErrorCode.NoError);
        _consumer.Commit([]);
        _clients.Consumer.Calls.Should().Contain("Commit");
        _failures.Should().BeEmpty();
    }

    [Test]
    public void Nothing_is_committed_after_a_delivery_failed_until_the_thread_begins_anew()
    {
        Produce(ErrorCode.MsgSizeTooLarge);
        _failures.Should().ContainSingle().Which.Message.Should().StartWith("A record for topic 'out' was not delivered:");

        // Streamiz throws what failed, and then commits while it ends.
        _consumer.Invoking(consumer => consumer.Commit([])).Should().Throw<KafkaException>().WithMessage("Nothing is committed after a failure:*");
        _clients.Consumer.Calls.Should().NotContain("Commit");

        _consumer.Subscribe("in");
        _consumer.Commit([]);
        _clients.Consumer.Calls.Should().Contain("Commit");
    }

    [Test]
    public void A_delivery_that_the_application_tolerates_is_no_failure()
    {
        _config.ProductionExceptionHandler = _ => ProductionExceptionHandlerResponse.CONTINUE;
        _application.Watch(_config);
        _producer.Produce("out", new Message<byte[], byte[]>(), report => _config.ProductionExceptionHandler(report));
        _clients.Producer.Report(ErrorCode.MsgSizeTooLarge);
        _failures.Should().BeEmpty();
        _consumer.Invoking(consumer => consumer.Commit([])).Should().NotThrow();
    }

    [Test]
    public void Another_threads_failure_does_not_keep_a_thread_from_committing()
    {
        var other = _supplier.GetConsumer(new ConsumerConfig { ClientId = "app-StreamThread-1-streamiz-consumer" }, null!);
        Produce(ErrorCode.MsgSizeTooLarge);
        other.Invoking(consumer => consumer.Commit([])).Should().NotThrow();
    }

    [Test]
    public void A_transaction_of_a_thread_that_threw_is_aborted_and_not_committed()
    {
        _consumer.Consume(TimeSpan.Zero);
        _config.InnerExceptionHandler(new InvalidOperationException("No."));
        _failures.Should().ContainSingle().Which.Message.Should().Be("No.");

        _producer.Invoking(producer => producer.SendOffsetsToTransaction([], null!, TimeSpan.Zero)).Should().Throw<KafkaException>();
        _clients.Producer.Calls.Should().Equal("AbortTransaction");
    }

    [Test]
    public void At_least_once_what_was_done_before_a_command_threw_is_committed()
    {
        _consumer.Consume(TimeSpan.Zero);
        _config.InnerExceptionHandler(new InvalidOperationException("No."));
        _consumer.Invoking(consumer => consumer.Commit([])).Should().NotThrow();
    }

    [Test]
    public void A_full_queue_is_waited_for()
    {
        _clients.Producer.TimesFull = 2;
        _producer.Produce("out", new Message<byte[], byte[]>());
        _clients.Producer.Calls.Should().Equal("Flush", "Flush", "Produce");
    }

    [Test]
    public void A_thread_that_closes_its_consumer_has_ended()
    {
        _consumer.Close();
        _consumer.Dispose();
        _failures.Should().ContainSingle().Which.Message.Should().Be("The Streamiz thread 'app-stream-thread-0' has ended; its log says why.");
        _clients.Consumer.Calls.Where(call => call is "Close" or "Dispose").Should().Equal("Close", "Dispose");
    }

    [Test]
    public void What_Streamiz_leaves_open_is_closed_with_the_supplier()
    {
        _supplier.Dispose();
        _clients.Consumer.Calls.Should().Contain(["Close", "Dispose"]);
        _clients.Producer.Calls.Should().Contain("Dispose");
    }

    private void Produce(ErrorCode code)
    {
        _producer.Produce("out", new Message<byte[], byte[]>(), _ => { });
        _clients.Producer.Report(code);
    }
}
