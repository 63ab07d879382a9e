using Avro;
using Avro.Generic;
using Commands.Streams.Avro.Parsing;
using Commands.Streams.Avro.Tests.Support;

namespace Commands.Streams.Avro.Tests.Plans;

/// <summary>ksqlDB's MAP, an array of keys and values, as a dictionary.</summary>
internal sealed class MapEntriesTests
{
    private static readonly Schema Ksql = SchemaParser.Parse("""
        {"type":"record","name":"KsqlDataSourceSchema","namespace":"io.confluent.ksql.avro_schemas","fields":[
          {"name":"COUNTS","type":["null",{"type":"array","items":{"type":"record","name":"KsqlDataSourceSchema_COUNTS","fields":[
            {"name":"key","type":["null","string"],"default":null},{"name":"value","type":["null","int"],"default":null}],"connect.internal.type":"MapEntry"}}],"default":null}]}
        """);

    private static readonly byte[] TwoEntries = Convert.FromHexString("020402026102020202620000");

    [Test]
    public void It_is_read_into_a_dictionary() =>
        Bytes.Read<Counted>(TwoEntries, Ksql).Counts.Should().Equal(new Dictionary<string, int?> { ["a"] = 1, ["b"] = null });

    [Test]
    public void It_is_written_from_a_dictionary() =>
        Bytes.Write(new Counted(new Dictionary<string, int?> { ["a"] = 1, ["b"] = null }), Ksql).Should().Equal(TwoEntries);

    [Test]
    public void Its_schema_can_be_that_of_the_reader_too() => Bytes.Read<Counted>(TwoEntries, Ksql, Ksql).Counts.Should().HaveCount(2);

    [Test]
    public void It_may_be_null()
    {
        Bytes.Read<Counted>([0], Ksql).Counts.Should().BeNull();
        Bytes.Write(new Counted(null), Ksql).Should().Equal(0);
    }

    [Test]
    public void A_key_that_is_null_is_refused_with_its_place()
    {
        var read = () => Bytes.Read<Counted>(Convert.FromHexString("020200000000"), Ksql);

        read.Should().Throw<AvroDataException>().WithMessage("*Counts.key*null*");
    }

    [Test]
    public void Keys_may_be_of_another_type() => Bytes.Read<Numbered>(
        Convert.FromHexString("020e027800"),
        SchemaParser.Parse("""{"type":"record","name":"R","fields":[{"name":"Names","type":{"type":"array","items":{"type":"record","name":"E","fields":[{"name":"key","type":"long"},{"name":"value","type":"string"}]}}}]}"""),
        SchemaParser.Parse("""{"type":"record","name":"R","fields":[{"name":"Names","type":{"type":"array","items":{"type":"record","name":"E","fields":[{"name":"key","type":"long"},{"name":"value","type":"string"}]}}}]}"""))
        .Names.Should().Equal(new Dictionary<long, string> { [7] = "x" });

    [Test]
    public void A_generic_record_may_have_a_dictionary_for_it()
    {
        var record = new GenericRecord((RecordSchema)Ksql);
        record.Add("COUNTS", new Dictionary<string, int?> { ["a"] = 1, ["b"] = null });

        Bytes.Write(record, Ksql).Should().Equal(TwoEntries);
    }

    private sealed record Counted(IReadOnlyDictionary<string, int?>? Counts);

    private sealed record Numbered(Dictionary<long, string> Names);
}
