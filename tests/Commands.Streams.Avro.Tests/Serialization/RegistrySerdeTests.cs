using Avro;
using Avro.Generic;
using Commands.Streams.Avro.Tests.Support;
using Confluent.SchemaRegistry;
using ConfluentSchema = Confluent.SchemaRegistry.Schema;
using Schema = Avro.Schema;

namespace Commands.Streams.Avro.Tests.Serialization;

internal sealed class RegistrySerdeTests
{
    private readonly InMemorySchemaRegistry _registry = new();

    [OneTimeTearDown]
    public void TearDown() => _registry.Dispose();

    [Test]
    public async Task The_wire_format_is_a_zero_and_the_id_before_the_value()
    {
        using var serdes = new AvroSerdes(_registry);
        var data = await SerdeCalls.SerializeAsync(serdes.Serde<DispatchProduct>(), new DispatchProduct("2 Roadford Avenue"), "wire");
        var id = (await _registry.GetLatestSchemaAsync("wire-value")).Id;

        data[..5].Should().Equal(0, 0, 0, 0, (byte)id);
        data[5..].Should().Equal(Bytes.Write(new DispatchProduct("2 Roadford Avenue")));
        (await SerdeCalls.DeserializeAsync(serdes.Serde<DispatchProduct>(), data, "wire")).Address.Should().Be("2 Roadford Avenue");
    }

    [TestCase(SubjectNameStrategy.Topic, "sold-value")]
    [TestCase(SubjectNameStrategy.Record, "Commands.Streams.Avro.Tests.Support.DispatchProduct")]
    [TestCase(SubjectNameStrategy.TopicRecord, "sold-Commands.Streams.Avro.Tests.Support.DispatchProduct")]
    public async Task Subjects_are_named_by_the_strategy(SubjectNameStrategy strategy, string subject)
    {
        using var registry = new InMemorySchemaRegistry();
        using var serdes = new AvroSerdes(registry, new AvroSerdeOptions { SubjectNames = strategy });

        await SerdeCalls.SerializeAsync(serdes.Serde<DispatchProduct>(), new DispatchProduct("x"), "sold");

        (await registry.GetAllSubjectsAsync()).Should().Equal(subject);
    }

    [Test]
    public async Task With_the_newest_schema_a_plain_record_is_written_as_ksqlDB_writes_it()
    {
        var id = await _registry.RegisterSchemaAsync("dispatch_products-value", new ConfluentSchema(Ksql.Schema, SchemaType.Avro));
        using var serdes = new AvroSerdes(_registry, new AvroSerdeOptions { Registration = SchemaRegistration.UseLatest });

        var data = await SerdeCalls.SerializeAsync(serdes.Serde<DispatchProduct>(), new DispatchProduct("2 Roadford Avenue"), "dispatch_products");

        var schema = (RecordSchema)Schema.Parse(Ksql.Schema);
        var record = new GenericRecord(schema);
        record.Add("ADDRESS", "2 Roadford Avenue");
        data.Should().Equal([0, 0, 0, 0, (byte)id, .. Bytes.WriteByApache(schema, record)]);
        (await SerdeCalls.DeserializeAsync(serdes.Serde<GenericRecord>(), data, "dispatch_products"))["ADDRESS"].Should().Be("2 Roadford Avenue");
        (await SerdeCalls.SerializeAsync(serdes.Serde<GenericRecord>(), record, "dispatch_products")).Should().Equal(data);
    }

    [Test]
    public async Task A_schema_that_must_exist_and_does_not_is_refused()
    {
        using var serdes = new AvroSerdes(_registry, new AvroSerdeOptions { Registration = SchemaRegistration.MustExist });

        var write = () => SerdeCalls.SerializeAsync(serdes.Serde<DispatchProduct>(), new DispatchProduct("x"), "nothing");

        await write.Should()
            .ThrowAsync<AvroSchemaException>()
            .WithMessage("The registry refuses record '*DispatchProduct' for subject 'nothing-value': Subject 'nothing-value' not found*");
    }

    [Test]
    public async Task Prefetching_asks_for_what_the_first_record_would_wait_for()
    {
        using var serdes = new AvroSerdes(_registry);

        await serdes.PrefetchAsync<DispatchProduct>("ahead");

        (await _registry.GetAllSubjectsAsync()).Should().Contain("ahead-value");
    }

    [Test]
    public void Data_without_the_header_is_refused_with_the_topic()
    {
        using var serdes = new AvroSerdes(_registry);

        var read = () => serdes.Serde<DispatchProduct>().Deserialize("{}"u8, SerdeCalls.Value("orders"));

        read.Should().Throw<AvroDataException>().WithMessage("A value of topic 'orders' does not begin with a zero byte and a 4-byte schema id*");
    }

    [Test]
    public async Task Without_a_registry_there_is_the_value_alone()
    {
        var serde = AvroSerdes.WithoutRegistry<DispatchProduct>();

        var data = await SerdeCalls.SerializeAsync(serde, new DispatchProduct("hi"));

        data.Should().Equal(4, (byte)'h', (byte)'i');
        (await SerdeCalls.DeserializeAsync(serde, data)).Address.Should().Be("hi");
    }
}
