using System.Buffers.Binary;
using DispatchProducts;

namespace Commands.Streams.SystemTests.Samples;

/// <summary>The sample's processes on the real broker, with the broker's own tools on the other side.</summary>
[NonParallelizable]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class WarehouseSystemTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private string _servers = null!;
    private string _application = null!;

    [SetUp]
    public async Task MakeTopics()
    {
        using var client = RealKafka.Connect();
        _servers = client.Description;
        _application = $"warehouse-{Guid.NewGuid():N}";
        await WarehouseStreams.CreateTopicsAsync(client, default);
    }

    [Test]
    public async Task Commands_of_the_console_producer_are_dispatched_and_receipts_are_read_by_the_console_consumer()
    {
        // The tool reads text, so the key's eight bytes are all below 128.
        var orderId = SomeOrderIds.WithAsciiBytes();
        await KafkaTool.RunAsync(
            "produce",
            [.. BigEndian(orderId), .. "|{\"address\":\"2 Roadford Avenue\"}\n"u8],
            "--topic", "dispatch_products", "--reader-property", "parse.key=true", "--reader-property", "key.separator=|");
        using var warehouse = new SampleProcess("warehouse", "--bootstrap-servers", _servers, "--application-id", _application);

        await warehouse.UntilAsync($"dispatched {orderId} 2 Roadford Avenue", Patience);
        (await warehouse.TerminateAsync()).Should().Be(0);
        var receipts = await KafkaTool.RunAsync(
            "consume",
            [],
            "--topic", "dispatch_receipts", "--from-beginning", "--timeout-ms", "5000",
            "--formatter-property", "print.key=true", "--formatter-property", "print.headers=true",
            "--formatter-property", "key.deserializer=org.apache.kafka.common.serialization.LongDeserializer");

        receipts.Should().Contain($"command-status:completed\t{orderId}\t{{\"orderId\":{orderId},\"trackingNumber\":\"WH-{orderId:D10}\"}}\n");
    }

    [Test]
    public async Task Command_without_an_address_is_answered_with_its_ids_and_the_error()
    {
        var orderId = SomeOrderIds.Range();
        using var order = new SampleProcess("order", "--bootstrap-servers", _servers, "--order-id", $"{orderId}", "--address", "");
        (await order.ExitAsync()).Should().Be(0);
        using var next = new SampleProcess("order", "--bootstrap-servers", _servers, "--order-id", $"{orderId}", "--address", "here");
        (await next.ExitAsync()).Should().Be(0);
        using var warehouse = new SampleProcess("warehouse", "--bootstrap-servers", _servers, "--application-id", _application);

        await warehouse.UntilAsync($"dispatched {orderId} here", Patience);
        (await warehouse.TerminateAsync()).Should().Be(0);

        order.Lines.Should().ContainSingle().Which.Should().MatchRegex($@"^written {orderId} dispatch_products-\d@\d+$");
        warehouse.Lines.Count(line => line.StartsWith($"dispatched {orderId} ", StringComparison.Ordinal)).Should().Be(1);
        using var receipts = new Receipts(_servers);
        receipts.ReadToEnd().Where(receipt => receipt.OrderId == orderId).Select(receipt => receipt.Status).Should().Equal("rejected", "completed");
    }

    [Test]
    public async Task Two_warehouses_share_the_partitions_and_one_takes_over_when_the_other_is_killed()
    {
        await KafkaTool.ShortenSessionsAsync(_application);
        var first = SomeOrderIds.Range();
        using var killed = new SampleProcess("warehouse", "--bootstrap-servers", _servers, "--application-id", _application);
        using var survivor = new SampleProcess("warehouse", "--bootstrap-servers", _servers, "--application-id", _application);

        // Orders until both dispatch some: then each has one of the two partitions.
        var next = first;
        while (!Dispatches(killed, first) || !Dispatches(survivor, first))
        {
            (next - first).Should().BeLessThan(2000, "two warehouses share two partitions");
            await OrderAsync(next, 20);
            next += 20;
        }

        killed.Kill();
        await OrderAsync(next, 100);
        var missing = Enumerable.Range(0, 100).Select(i => $"dispatched {next + i} here").ToHashSet();
        await survivor.UntilAsync(line => missing.Remove(line), () => missing.Count == 0, Patience);
        (await survivor.TerminateAsync()).Should().Be(0);
    }

    [Test]
    public async Task Warehouse_that_is_told_to_stop_ends_what_it_began_and_commits_it()
    {
        var orderId = SomeOrderIds.Range();
        var ledger = Path.GetTempFileName();
        string[] arguments =
        [
            "warehouse", "--bootstrap-servers", _servers, "--application-id", _application, "--ledger", ledger, "--work", "20", "--concurrency", "50",
        ];
        await OrderAsync(orderId, 1000);

        for (var lives = 0; lives < 3; lives++)
        {
            using var warehouse = new SampleProcess(arguments);
            var mine = 0;
            await warehouse.UntilAsync(line => mine += IsMine(line) ? 1 : 0, () => mine >= 100, Patience);
            (await warehouse.TerminateAsync()).Should().Be(0);
        }

        using (var last = new SampleProcess(arguments))
        {
            await OrderAsync(orderId + 1000, 1);
            await last.UntilAsync(_ => { }, () => File.ReadLines(ledger).Count(line => IsMine("dispatched " + line)) >= 1001, Patience);
            (await last.TerminateAsync()).Should().Be(0);
        }

        File.ReadLines(ledger).Where(line => IsMine("dispatched " + line)).Should().OnlyHaveUniqueItems().And.HaveCount(1001);
        File.Delete(ledger);
        File.Delete(ledger + ".lock");

        bool IsMine(string line) => long.Parse(line.Split(' ')[1]) is var id && id >= orderId && id <= orderId + 1000;
    }

    [TestCase("2 Roadford Avenue", 0, "completed {\"orderId\":ID,\"trackingNumber\":\"WH-")]
    [TestCase("", 3, "rejected invalid Order ID has no address. Send the command again with one.")]
    [TestCase("nowhere", 4, "failed handler-failed ")]
    public async Task Order_waits_for_its_answer_and_ends_with_what_became_of_it(string address, int exitCode, string expected)
    {
        var orderId = SomeOrderIds.Range();
        using var warehouse = new SampleProcess("warehouse", "--bootstrap-servers", _servers, "--application-id", _application);
        using var order = new SampleProcess("order", "--bootstrap-servers", _servers, "--order-id", $"{orderId}", "--address", address, "--await", "50s");

        (await order.ExitAsync()).Should().Be(exitCode);
        order.Lines.Should().ContainSingle().Which.Should().StartWith($"{orderId} {expected.Replace("ID", $"{orderId}")}");
        (await warehouse.TerminateAsync()).Should().Be(0);
    }

    private static bool Dispatches(SampleProcess warehouse, long first) =>
        warehouse.Lines.Any(line => line.StartsWith("dispatched ", StringComparison.Ordinal) && long.Parse(line.Split(' ')[1]) - first is >= 0 and < 2000);

    private static byte[] BigEndian(long value)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }

    private async Task OrderAsync(long first, int count)
    {
        using var order = new SampleProcess(
            "order", "--bootstrap-servers", _servers, "--order-id", $"{first}", "--address", "here", "--count", $"{count}");
        (await order.ExitAsync()).Should().Be(0);
        order.Lines.Should().Equal($"written {first}..{first + count - 1} dispatch_products: {count} commands");
    }
}
