using System.Buffers.Binary;
using DispatchProducts;

namespace Commands.Streams.SystemTests.Samples;

/// <summary>The sample's warehouse on Streamiz and the real broker, with the broker's own tools on the other side.</summary>
[NonParallelizable]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class WarehouseOnStreamizTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private string _servers = null!;
    private string _application = null!;

    [SetUp]
    public async Task MakeTopics()
    {
        using var client = RealKafka.Connect();
        _servers = client.Description;
        _application = $"streamiz-{Guid.NewGuid():N}";
        await WarehouseStreams.CreateTopicsAsync(client, default);
    }

    [TestCase("at-least-once")]
    [TestCase("exactly-once")]
    public async Task Commands_of_the_console_producer_are_dispatched_and_receipts_are_read_by_the_console_consumer(string guarantee)
    {
        var orderId = SomeOrderIds.WithAsciiBytes();
        var key = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(key, orderId);
        await KafkaTool.RunAsync(
            "produce",
            [.. key, .. "|{\"address\":\"2 Roadford Avenue\"}\n"u8],
            "--topic", "dispatch_products", "--reader-property", "parse.key=true", "--reader-property", "key.separator=|");
        using var warehouse = Start("--guarantee", guarantee);

        await warehouse.UntilAsync($"dispatched {orderId} 2 Roadford Avenue", Patience);
        (await warehouse.TerminateAsync()).Should().Be(0, warehouse.Errors);
        var receipts = await KafkaTool.RunAsync(
            "consume",
            [],
            "--topic", "dispatch_receipts", "--from-beginning", "--timeout-ms", "5000", "--isolation-level", "read_committed",
            "--formatter-property", "print.key=true", "--formatter-property", "print.headers=true",
            "--formatter-property", "key.deserializer=org.apache.kafka.common.serialization.LongDeserializer");

        receipts.Should().Contain($"command-status:completed\t{orderId}\t{{\"orderId\":{orderId},\"trackingNumber\":\"WH-{orderId:D10}\"}}\n");
        (await KafkaTool.HasCaughtUpAsync(_application)).Should().BeTrue("what is done is committed when the warehouse ends");
    }

    [TestCase("2 Roadford Avenue", 0, "completed {\"orderId\":ID,\"trackingNumber\":\"WH-")]
    [TestCase("", 3, "rejected invalid Order ID has no address. Send the command again with one.")]
    [TestCase("nowhere", 4, "failed handler-failed ")]
    public async Task Order_waits_for_its_answer_and_ends_with_what_became_of_it(string address, int exitCode, string expected)
    {
        var orderId = SomeOrderIds.Range();
        using var warehouse = Start();
        using var order = new SampleProcess("order", "--bootstrap-servers", _servers, "--order-id", $"{orderId}", "--address", address, "--await", "50s");

        (await order.ExitAsync()).Should().Be(exitCode);
        order.Lines.Should().ContainSingle().Which.Should().StartWith($"{orderId} {expected.Replace("ID", $"{orderId}")}");
        (await warehouse.TerminateAsync()).Should().Be(0, warehouse.Errors);
    }

    private SampleProcess Start(params string[] options) =>
        new(["warehouse", "--engine", "streamiz", "--bootstrap-servers", _servers, "--application-id", _application, .. options]);
}
