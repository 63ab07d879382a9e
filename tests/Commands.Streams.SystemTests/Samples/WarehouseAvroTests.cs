using Avro.Generic;
using Commands.Streams.Avro;
using Commands.Streams.Records;
using Commands.Streams.Serialization;
using Confluent.SchemaRegistry;
using DispatchProducts;
using Newtonsoft.Json.Linq;

namespace Commands.Streams.SystemTests.Samples;

/// <summary>The sample's two processes in Avro, on the real broker and a schema registry.</summary>
[NonParallelizable]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class WarehouseAvroTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly long _orderId = SomeOrderIds.Range();
    private string? _servers;
    private string _registry = null!;
    private string _application = null!;

    [SetUp]
    public async Task MakeTopics()
    {
        _registry = RealRegistry.Url();
        using var client = RealKafka.Connect();
        _servers = client.Description;
        _application = $"warehouse-{Guid.NewGuid():N}";
        await DeleteTopicsAsync();
        await WarehouseStreams.CreateTopicsAsync(client, default);
    }

    /// <summary>Commands in JSON stop a warehouse in Avro, and the other way round.</summary>
    [TearDown]
    public Task DeleteTopicsAsync() => _servers is null ? Task.CompletedTask : RealKafka.DeleteTopicsAsync(
        _servers, WarehouseStreams.DispatchProducts.Topic, WarehouseStreams.DispatchReceipts.Topic);

    [Test]
    public async Task Three_orders_are_written_dispatched_and_answered([Values("commands-streams", "streamiz")] string engine)
    {
        string[] addresses = ["1 Streetford Road", "2 Roadford Avenue", "3 Avenue Fordstreet"];
        for (var i = 0; i < addresses.Length; i++)
        {
            using var order = new SampleProcess(Order(_orderId + i, addresses[i]));
            (await order.ExitAsync()).Should().Be(0);
            order.Lines.Should().ContainSingle().Which.Should().MatchRegex($@"^written {_orderId + i} dispatch_products-\d@\d+$");
        }

        using var warehouse = new SampleProcess([.. Warehouse(), "--engine", engine]);
        var missing = addresses.Select((address, i) => $"dispatched {_orderId + i} {address}").ToHashSet();
        await warehouse.UntilAsync(line => missing.Remove(line), () => missing.Count == 0, Patience);
        (await warehouse.TerminateAsync()).Should().Be(0);

        await AssertAnsweredAsync(addresses.Length);
        await AssertSchemasAsync();
    }

    [Test]
    public async Task Order_that_waits_for_its_answer_gets_it_in_Avro()
    {
        using var warehouse = new SampleProcess(Warehouse());
        using var order = new SampleProcess([.. Order(_orderId, "2 Roadford Avenue"), "--await", "50s"]);

        (await order.ExitAsync()).Should().Be(0);
        order.Lines.Should().Equal($"{_orderId} completed {{\"orderId\":{_orderId},\"trackingNumber\":\"WH-{_orderId:D10}\"}}");
        (await warehouse.TerminateAsync()).Should().Be(0);
    }

    private async Task AssertAnsweredAsync(int count)
    {
        using var receipts = new Receipts(_servers!);
        var mine = receipts.ReadToEnd().Where(receipt => receipt.OrderId >= _orderId && receipt.OrderId < _orderId + count).ToList();
        mine.Select(receipt => (receipt.OrderId, receipt.Status)).Should().BeEquivalentTo(Enumerable.Range(0, count).Select(i => (_orderId + i, "completed")));

        using var serdes = new AvroSerdes(new SchemaRegistryConfig { Url = _registry });
        foreach (var (orderId, _, _, value) in mine)
        {
            var receipt = await ReadAsync(serdes.Serde<GenericRecord>(), value!);
            receipt["OrderId"].Should().Be(orderId);
            receipt["TrackingNumber"].Should().Be($"WH-{orderId:D10}");
        }

        var byJava = await JavaAvro.ReadAsync(_registry, [.. mine.Select(receipt => receipt.Value!)]);
        byJava.Select(receipt => ((long)receipt["OrderId"]!, (string)receipt["TrackingNumber"]!))
            .Should().BeEquivalentTo(mine.Select(receipt => (receipt.OrderId, $"WH-{receipt.OrderId:D10}")));
    }

    /// <summary>The commands' schema is ksqlDB's, so that ksqlDB can be either process.</summary>
    private async Task AssertSchemasAsync()
    {
        using var registry = new CachedSchemaRegistryClient(new SchemaRegistryConfig { Url = _registry });
        JToken.DeepEquals(
            JToken.Parse((await registry.GetLatestSchemaAsync("dispatch_products-value")).SchemaString),
            JToken.Parse(
                """
                {"type":"record","name":"KsqlDataSourceSchema","namespace":"io.confluent.ksql.avro_schemas",
                 "fields":[{"name":"ADDRESS","type":["null","string"],"default":null}]}
                """)).Should().BeTrue();
        (await registry.GetAllSubjectsAsync()).Should().Contain("dispatch_receipts-value");
    }

    /// <summary>Reads as the engine does: again when the schema is there.</summary>
    private static async Task<T> ReadAsync<T>(ISerde<T> serde, byte[] value)
    {
        while (true)
        {
            try
            {
                return serde.Deserialize(value, new SerializationContext("dispatch_receipts", RecordComponent.Value, Headers.Empty));
            }
            catch (SerdeNotReadyException notReady)
            {
                await notReady.Ready.WaitAsync(Patience);
            }
        }
    }

    private string[] Order(long orderId, string address) =>
        ["order", "--bootstrap-servers", _servers!, "--order-id", $"{orderId}", "--address", address, "--format", "avro", "--schema-registry", _registry];

    private string[] Warehouse() =>
        ["warehouse", "--bootstrap-servers", _servers!, "--application-id", _application, "--format", "avro", "--schema-registry", _registry];
}
