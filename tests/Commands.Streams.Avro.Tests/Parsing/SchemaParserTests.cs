using Avro;
using Commands.Streams.Avro.Parsing;
using Commands.Streams.Avro.Schemas;

namespace Commands.Streams.Avro.Tests.Parsing;

internal sealed class SchemaParserTests
{
    private const string Dates = """{"type":"record","name":"R","fields":[{"name":"at","type":"string","default":"2024-05-01T12:00:00+05:00"},{"name":"day","type":"string","default":"2024-05-01"}]}""";

    [Test]
    public void A_default_that_looks_like_a_date_stays_as_it_is_written()
    {
        var schema = (RecordSchema)SchemaParser.Parse(Dates);

        schema["at"].DefaultValue.ToString().Should().Be("2024-05-01T12:00:00+05:00");
        SchemaText.Of(schema).Should().Contain("\"2024-05-01T12:00:00+05:00\"").And.Contain("\"2024-05-01\"");
    }

    [Test]
    public void A_default_of_a_registered_schema_stays_as_it_is_written() =>
        ((RecordSchema)SchemaParser.ParseRegistered(Dates, new SchemaScope()))["at"].DefaultValue.ToString().Should().Be("2024-05-01T12:00:00+05:00");

    [Test]
    public void A_type_may_be_used_before_it_is_defined_and_have_no_namespace_inside_of_one()
    {
        var schema = (RecordSchema)SchemaParser.Parse("""
            {"type":"record","name":"a.R","fields":[{"name":"first","type":"Late"},{"name":"plain","type":{"type":"enum","name":"E","namespace":"","symbols":["A"]}},
              {"name":"second","type":{"type":"fixed","name":"Late","size":2}}]}
            """);

        schema["first"].Schema.Should().BeSameAs(schema["second"].Schema).And.BeOfType<FixedSchema>().Which.Fullname.Should().Be("a.Late");
        ((EnumSchema)schema["plain"].Schema).Fullname.Should().Be("E");
    }

    [TestCase("""{"type":"bytes","logicalType":"decimal","precision":0}""")]
    [TestCase("""{"type":"bytes","logicalType":"decimal","precision":"4"}""")]
    [TestCase("""{"type":"fixed","name":"F","size":1,"logicalType":"decimal","precision":3}""")]
    [TestCase("""{"type":"string","logicalType":"timestamp-millis"}""")]
    [TestCase("""{"type":"long","logicalType":"date"}""")]
    public void An_invalid_logical_type_is_ignored_for_its_field_alone(string type)
    {
        var schema = (RecordSchema)SchemaParser.Parse($$$"""{"type":"record","name":"R","fields":[{"name":"odd","type":{{{type}}}},{"name":"day","type":{"type":"int","logicalType":"date"}}]}""");

        schema["odd"].Schema.Should().NotBeOfType<LogicalSchema>();
        schema["day"].Schema.Should().BeOfType<LogicalSchema>();
    }

    [TestCase("""{"type":"record","name":"R","fields":[{"name":"a","type":"int","default":"x"}]}""", "*default of field 'a' of record 'R', \"x\", is not a value of type int*")]
    [TestCase("""{"type":"record","name":"R","fields":[{"name":"a","type":"int"},{"name":"a","type":"int"}]}""", "*two fields called 'a'*")]
    [TestCase("""{"type":"record","name":"R","fields":[{"name":"a-b","type":"int"}]}""", "*'a-b'*")]
    [TestCase("""{"type":"record","name":"R","fields":[{"name":"a","type":"Other"}]}""", "*no type called 'Other'*")]
    [TestCase("""{"type":["int"]}""", "*no \"type\"*")]
    [TestCase("""["int",["null"]]""", "*another union*")]
    [TestCase("""["int",{"type":"int"}]""", "*'int' twice*")]
    [TestCase("""{"type":"enum","name":"E","symbols":["A","A"]}""", "*'A' twice*")]
    [TestCase("""{"type":"enum","name":"E","symbols":["A"],"default":"B"}""", "*'B'*")]
    [TestCase("""{"type":"fixed","name":"F","size":-1}""", "*-1*")]
    [TestCase("{'type':'int'}", "*JSON*")]
    [TestCase("""{"type":"record","name":"R","fields":[{"name":"a","type":"R","default":{}}]}""", "*default of field 'a'*")]
    public void What_Java_refuses_is_refused_with_the_reason(string text, string message)
    {
        var parse = () => SchemaParser.Parse(text);

        parse.Should().Throw<AvroSchemaException>().WithMessage(message);
    }

    [Test]
    public void A_chain_of_definitions_that_does_not_end_is_refused_and_does_not_end_the_process()
    {
        var records = Enumerable.Range(0, 100_000).Select(i => $$$"""{"type":"record","name":"R{{{i}}}","fields":[{"name":"next","type":"R{{{i + 1}}}"}]}""");
        var parse = () =>
            SchemaParser.ParseRegistered($"[{string.Join(',', records)},{{\"type\":\"fixed\",\"name\":\"R100000\",\"size\":1}}]", new SchemaScope());

        parse.Should().Throw<AvroSchemaException>().WithMessage("*too deep*");
    }

    [Test]
    public void What_the_schema_objects_do_not_have_is_registered_all_the_same() =>
        SchemaText.Of(SchemaParser.Parse("""{"type":"record","name":"R","fields":[{"name":"a","type":"double","order":"descending","default":"NaN"}]}"""))
            .Should().Contain("\"descending\"").And.Contain("\"NaN\"");
}
