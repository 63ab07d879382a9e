using Avro;
using Avro.Generic;
using Commands.Streams.Avro.Tests.Support;
using Commands.Streams.Errors;
using Commands.Streams.Testing;
using Confluent.SchemaRegistry;
using ConfluentSchema = Confluent.SchemaRegistry.Schema;
using Schema = Avro.Schema;

namespace Commands.Streams.Avro.Tests.Scenarios;

internal sealed class DispatchProductsTests
{
    private const string Topic = "dispatch_products";

    private readonly InMemorySchemaRegistry _registry = new();
    private readonly AvroSerdes _serdes;
    private readonly List<(long OrderId, string Address)> _dispatched = [];

    public DispatchProductsTests() => _serdes = new AvroSerdes(_registry);

    [OneTimeTearDown]
    public void TearDown()
    {
        _serdes.Dispose();
        _registry.Dispose();
    }

    [SetUp]
    public void Forget() => _dispatched.Clear();

    [Test]
    public void Records_as_ksqlDB_writes_them_are_read_as_generic_and_as_plain_records()
    {
        var builder = new StreamsBuilder();
        builder.Stream(Topic, Consumed.With(Serdes.Int64, _serdes.Serde<GenericRecord>()))
            .ForEach((orderId, command) => _dispatched.Add((orderId, (string)command["ADDRESS"])));
        builder.Stream("plain", Consumed.With(Serdes.Int64, _serdes.Serde<DispatchProduct>()))
            .ForEach((orderId, command) => _dispatched.Add((orderId, command.Address)));
        using var driver = new TopologyTestDriver(builder.Build());

        driver.CreateInputTopic(Topic, Serdes.Int64, _serdes.Serde<GenericRecord>()).Pipe(12005, Command("2 Roadford Avenue"));
        driver.CreateInputTopic("plain", Serdes.Int64, _serdes.Serde<GenericRecord>()).Pipe(12006, Command("3 Roadford Avenue"));

        _dispatched.Should().Equal((12005, "2 Roadford Avenue"), (12006, "3 Roadford Avenue"));
    }

    [Test]
    public async Task An_incompatible_record_is_a_dead_letter_with_its_bytes_intact()
    {
        var id = await _registry.RegisterSchemaAsync("other-value", new ConfluentSchema("""{"type":"record","name":"Other","fields":[{"name":"ADDRESS","type":"long"}]}""", SchemaType.Avro));
        byte[] incompatible = [0, 0, 0, 0, (byte)id, 14];
        byte[] unknown = [0, 0, 1, 2, 3, 14];
        var builder = new StreamsBuilder();
        builder.Stream(Topic, Consumed.With(Serdes.Int64, _serdes.Serde<DispatchProduct>()))
            .ForEach((orderId, command) => _dispatched.Add((orderId, command.Address)));
        using var driver = new TopologyTestDriver(
            builder.Build(), new TopologyTestDriverOptions { DeserializationExceptionHandler = ExceptionHandlers.DeadLetter("dead") });
        var raw = driver.CreateInputTopic(Topic, Serdes.Int64, Serdes.ByteArray);

        raw.Pipe(1, incompatible);
        raw.Pipe(2, unknown);
        driver.CreateInputTopic(Topic, Serdes.Int64, _serdes.Serde<GenericRecord>()).Pipe(3, Command("x"));

        var dead = driver.CreateOutputTopic("dead", Serdes.Int64, Serdes.ByteArray).ReadRecordsToList();
        dead.Select(letter => letter.Value).Should().BeEquivalentTo([incompatible, unknown], options => options.WithStrictOrdering());
        dead[0].Headers.Any(
            header =>
                header.Value is { } value
                    && System.Text.Encoding.UTF8.GetString(value).Contains("'DispatchProduct.Address' was written as long", StringComparison.Ordinal))
            .Should()
            .BeTrue();
        _dispatched.Should().Equal((3, "x"));
    }

    [Test]
    public async Task A_record_waits_for_a_registry_that_is_slow_and_is_not_lost()
    {
        var release = new TaskCompletionSource();
        using var stub = new StubRegistry
        {
            Answer = async _ =>
            {
                await release.Task;
                return StubRegistry.Schema(Ksql.Schema);
            },
        };
        using var serdes = new AvroSerdes(new SchemaRegistryConfig { Url = stub.Url });
        var builder = new StreamsBuilder();
        builder.Stream(Topic, Consumed.With(Serdes.Int64, serdes.Serde<DispatchProduct>()))
            .ForEach((orderId, command) => _dispatched.Add((orderId, command.Address)));
        using var driver = new TopologyTestDriver(builder.Build());
        driver.CreateInputTopic(Topic, Serdes.Int64, Serdes.ByteArray).Pipe(12005, [0, 0, 0, 0, 9, 2, 4, (byte)'h', (byte)'i']);
        _dispatched.Should().BeEmpty();
        driver.CommittedOffsets.Should().BeEmpty();

        release.SetResult();
        driver.CompleteHandlers(SerdeCalls.Deadline);

        _dispatched.Should().Equal((12005, "hi"));
        await Task.CompletedTask;
    }

    private static GenericRecord Command(string address)
    {
        var record = new GenericRecord((RecordSchema)Schema.Parse(Ksql.Schema));
        record.Add("ADDRESS", address);
        return record;
    }
}
