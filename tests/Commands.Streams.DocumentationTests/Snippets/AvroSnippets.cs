using Avro;
using Avro.Generic;
using Commands.Streams.Avro;
using Commands.Streams.Testing;
using Confluent.SchemaRegistry;
using Schema = Avro.Schema;

namespace Commands.Streams.DocumentationTests.Snippets;

public class AvroSnippets
{
    /// <summary>What ksqlDB registers for the stream of the document.</summary>
    private const string KsqlSchema =
        """{"type":"record","name":"KsqlDataSourceSchema","namespace":"io.confluent.ksql.avro_schemas","fields":[{"name":"ADDRESS","type":["null","string"],"default":null}]}""";

    [Test]
    public void The_generic_form_of_the_pattern_dispatches_what_ksqlDB_wrote()
    {
        using var registry = new InMemorySchemaRegistry();
        using var avro = new AvroSerdes(registry);
        var warehouse = new Warehouse();

        // begin: avro-generic
        var builder = new StreamsBuilder();
        KStream<long, GenericRecord> commands = builder.Stream("dispatch_products", Consumed.With(Serdes.Int64, avro.Serde<GenericRecord>()));
        commands.ForEach((orderId, command) => warehouse.DispatchProduct(orderId, new DispatchProduct((string)command["ADDRESS"])));
        // end: avro-generic

        Pipe(builder, avro);
        warehouse.Dispatched.Should().Equal((12005, "2 Roadford Avenue"));
    }

    [Test]
    public void The_plain_form_dispatches_what_ksqlDB_wrote()
    {
        using var registry = new InMemorySchemaRegistry();
        using var avro = new AvroSerdes(registry);
        var warehouse = new Warehouse();

        // begin: avro-plain
        var builder = new StreamsBuilder();
        builder.Stream("dispatch_products", Consumed.With(Serdes.Int64, avro.Serde<DispatchProduct>()))
            .ForEach((orderId, command) => warehouse.DispatchProduct(orderId, command));
        // end: avro-plain

        Pipe(builder, avro);
        warehouse.Dispatched.Should().Equal((12005, "2 Roadford Avenue"));
    }

    [Test]
    public void Serdes_are_made_for_a_registry()
    {
        // begin: avro-registry
        using var avro = new AvroSerdes(
            new SchemaRegistryConfig
            {
                Url = "https://registry.example.com",
                BasicAuthCredentialsSource = AuthCredentialsSource.UserInfo,
                BasicAuthUserInfo = "warehouse:secret",
            },
            new AvroSerdeOptions { Registration = SchemaRegistration.UseLatest });
        CommandStream<long, DispatchProduct> dispatchProducts =
            CommandStream.Define("dispatch_products", Serdes.Int64, avro.Serde<DispatchProduct>(), partitions: 2);
        // end: avro-registry

        dispatchProducts.Topic.Should().Be("dispatch_products");
    }

    [Test]
    public void A_schema_is_derived_from_the_type() => AvroSerdes.SchemaOf<Shipment>().Should().Contain("\"default\":\"EUR\"");

    private static void Pipe(StreamsBuilder builder, AvroSerdes avro)
    {
        using var driver = new TopologyTestDriver(builder.Build());
        var command = new GenericRecord((RecordSchema)Schema.Parse(KsqlSchema));
        command.Add("ADDRESS", "2 Roadford Avenue");
        driver.CreateInputTopic("dispatch_products", Serdes.Int64, avro.Serde<GenericRecord>()).Pipe(12005, command);
    }

    // begin: avro-type
    [AvroName("com.acme.Shipment")]
    public sealed record Shipment(
        long OrderId,
        string Address,
        string? Note,
        [AvroDecimal(precision: 12, scale: 2)] decimal Value,
        DateTimeOffset Placed,
        IReadOnlyList<string> Parcels,
        [AvroAlias("Cur")] string Currency = "EUR");
    // end: avro-type
}
