using Avro.Generic;
using Avro.Specific;
using Commands.Streams.Avro.Tests.Support;

namespace Commands.Streams.Avro.Tests.Fixtures;

/// <summary>Payloads that Java's Avro library has written, read by ours; and the same values written by ours give the same bytes.</summary>
internal sealed class WrittenByJavaTests
{
    private static readonly IReadOnlyDictionary<string, string> ReadByJava = FixtureFiles.Lines(FixtureFiles.WrittenByJavaReadByJava);

    private FixtureRegistry _registry = null!;

    [OneTimeSetUp]
    public void Start() => _registry = new FixtureRegistry();

    [OneTimeTearDown]
    public void Stop() => _registry.Dispose();

    [TestCaseSource(nameof(Names))]
    public async Task Generic_records_have_the_values_that_Java_reads(string name)
    {
        var record = await ReadAsync<GenericRecord>(name);

        ValuePrinter.Print(record, record.Schema).Should().Be(ReadByJava[name]);
    }

    [TestCaseSource(nameof(Names))]
    public async Task Generic_records_are_written_with_the_bytes_of_Java(string name)
    {
        var record = await ReadAsync<GenericRecord>(name);

        var data = await SerdeCalls.SerializeAsync(_registry.Serdes.Serde<GenericRecord>(), record, TopicOf(name));

        // Java may write arrays and maps in several blocks; both sides otherwise write one.
        data.Should().Equal(FixtureFiles.Payload(FixtureFiles.WrittenByJava, name == "wide-in-blocks" ? "wide" : name));
    }

    [Test]
    public async Task Generic_records_are_read_as_another_schema_as_Java_reads_them()
    {
        var v2 = FixtureFiles.Schema("item-v2");

        var record = await ReadAsync<GenericRecord>("item-v1", v2);

        ValuePrinter.Print(record, record.Schema).Should().Be(ReadByJava["item-v1-as-v2"]);
    }

    [TestCase("wide")]
    [TestCase("wide-in-blocks")]
    public async Task A_wide_record_is_read_into_a_plain_one_and_written_from_it(string name)
    {
        var record = await ReadAsync<WideRecord>(name, FixtureFiles.Schema("wide"));

        record.Should().BeEquivalentTo(WideRecord.Example, options => options.ComparingByMembers<WideRecord>().ComparingByValue<GenericRecord>());
        (await SerdeCalls.SerializeAsync(_registry.Serdes.Serde<WideRecord>(FixtureFiles.Schema("wide")), WideRecord.Example, "wide"))
            .Should().Equal(FixtureFiles.Payload(FixtureFiles.WrittenByJava, "wide"));
    }

    [Test]
    public async Task Records_as_of_ksqlDB_are_read_into_plain_ones_and_written_from_them()
    {
        var schema = FixtureFiles.Schema("ksql-orders");

        (await ReadAsync<OrderRecord>("ksql-orders")).Should().BeEquivalentTo(OrderRecord.Example, options => options.ComparingByMembers<OrderRecord>());
        (await SerdeCalls.SerializeAsync(_registry.Serdes.Serde<OrderRecord>(schema), OrderRecord.Example, "ksql-orders"))
            .Should().Equal(FixtureFiles.Payload(FixtureFiles.WrittenByJava, "ksql-orders"));
    }

    [Test]
    public async Task The_patterns_command_is_read_from_both_of_its_schemas()
    {
        (await ReadAsync<DispatchProduct>("dispatch-product")).Should().Be(new DispatchProduct("2 Roadford Avenue"));
        (await ReadAsync<DispatchProduct>("ksql-dispatch-products")).Should().Be(new DispatchProduct("2 Roadford Avenue"));
        (
            await SerdeCalls.SerializeAsync(
                _registry.Serdes.Serde<DispatchProduct>(FixtureFiles.Schema("ksql-dispatch-products")),
                new DispatchProduct("2 Roadford Avenue"),
                "ksql-dispatch-products"))
            .Should().Equal(FixtureFiles.Payload(FixtureFiles.WrittenByJava, "ksql-dispatch-products"));
    }

    [Test]
    public async Task A_null_that_ksqlDB_wrote_is_refused_where_the_property_cannot_be_null()
    {
        var read = () => ReadAsync<DispatchProduct>("ksql-dispatch-products-null");

        await read.Should().ThrowAsync<AvroDataException>().WithMessage("'DispatchProduct.Address' is null in the data*");
    }

    [TestCase("wide")]
    [TestCase("wide-in-blocks")]
    public Task A_wide_record_is_read_into_a_generated_class_and_written_from_it(string name) => CheckGeneratedAsync<com.acme.shop.Wide>(name, "wide");

    [TestCase("ksql-orders")]
    [TestCase("ksql-orders-null")]
    public Task Records_as_of_ksqlDB_are_read_into_a_generated_class_and_written_from_it(string name) =>
        CheckGeneratedAsync<io.confluent.ksql.avro_schemas.KsqlDataSourceSchema>(name, name);

    [TestCase("dispatch-product")]
    [TestCase("dispatch-product-unicode")]
    public Task The_patterns_command_is_read_into_a_generated_class_and_written_from_it(string name) =>
        CheckGeneratedAsync<com.acme.shop.DispatchProduct>(name, name);

    [Test]
    public async Task An_older_record_is_read_into_a_plain_one_by_the_rules_of_evolution() =>
        (await ReadAsync<ItemRecord>("item-v1")).Should().BeEquivalentTo(ItemRecord.Example, options => options.ComparingByMembers<ItemRecord>());

    private static IEnumerable<string> Names() => FixtureFiles.Lines(FixtureFiles.WrittenByJava).Keys;

    private static string TopicOf(string name) => FixtureFiles.Ids.Keys.Where(name.StartsWith).MaxBy(known => known.Length)!;

    private Task<T> ReadAsync<T>(string name, string? schema = null) =>
        SerdeCalls.DeserializeAsync(_registry.Serdes.Serde<T>(schema), FixtureFiles.Payload(FixtureFiles.WrittenByJava, name), TopicOf(name));

    private async Task CheckGeneratedAsync<T>(string name, string written)
        where T : ISpecificRecord
    {
        var record = await ReadAsync<T>(name);

        ValuePrinter.Print(record, record.Schema).Should().Be(ReadByJava[name]);
        (await SerdeCalls.SerializeAsync(_registry.Serdes.Serde<T>(), record, TopicOf(name))).Should()
            .Equal(FixtureFiles.Payload(FixtureFiles.WrittenByJava, written));
    }
}
