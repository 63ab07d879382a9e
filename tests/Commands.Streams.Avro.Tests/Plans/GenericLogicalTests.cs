using Avro.Generic;
using Commands.Streams.Avro.Parsing;
using Commands.Streams.Avro.Tests.Support;

namespace Commands.Streams.Avro.Tests.Plans;

/// <summary>Generic values of logical types keep every unit, whatever the host's time zone is.</summary>
internal sealed class GenericLogicalTests
{
    [TestCase("timestamp-micros", -62_135_596_799_999_999)]
    [TestCase("timestamp-micros", 253_402_300_799_999_999)]
    [TestCase("timestamp-micros", -1)]
    [TestCase("timestamp-millis", 253_402_300_799_999)]
    [TestCase("local-timestamp-micros", 253_402_300_799_999_999)]
    [TestCase("local-timestamp-millis", -62_135_596_800_000)]
    [TestCase("time-micros", 86_399_999_999)]
    public void A_time_is_written_as_it_was_read(string logicalType, long units)
    {
        var schema = SchemaParser.Parse($$"""{"type":"long","logicalType":"{{logicalType}}"}""");
        var data = Bytes.Write(units, SchemaParser.Parse("\"long\""));

        Bytes.Write(Bytes.Read<object>(data, schema, schema), schema).Should().Equal(data);
    }

    [Test]
    public void A_local_time_is_that_of_the_clock_on_the_wall()
    {
        var schema = SchemaParser.Parse("""{"type":"long","logicalType":"local-timestamp-millis"}""");

        var read = Bytes.Read<object>(Bytes.Write(43_200_000L, SchemaParser.Parse("\"long\"")), schema, schema);

        read.Should()
            .Be(new DateTime(1970, 1, 1, 12, 0, 0, DateTimeKind.Unspecified)).And
            .BeOfType<DateTime>().Which.Kind
            .Should()
            .Be(DateTimeKind.Unspecified);
    }

    [Test]
    public void A_branch_with_an_unknown_logical_type_takes_only_its_own_values()
    {
        var union = SchemaParser.Parse("""[{"type":"fixed","name":"F","size":12,"logicalType":"duration"},{"type":"map","values":"int"}]""");

        Bytes.Write<object>(new Dictionary<string, object> { ["a"] = 1 }, union).Should().Equal(2, 2, 2, (byte)'a', 2, 0);
    }

    [Test]
    public void A_point_in_time_is_no_date_because_that_comes_first()
    {
        var union = SchemaParser.Parse("""[{"type":"int","logicalType":"date"},{"type":"long","logicalType":"timestamp-millis"}]""");

        Bytes.Write<object>(DateTime.UnixEpoch.AddMilliseconds(1), union).Should().Equal(2, 2);
    }

    [Test]
    public void Without_a_logical_type_in_the_readers_schema_the_value_is_the_number() =>
        Bytes.Read<object>([2], SchemaParser.Parse("""{"type":"long","logicalType":"timestamp-millis"}"""), SchemaParser.Parse("\"double\"")).Should().Be(1.0);

    [Test]
    public void A_time_is_not_written_as_a_logical_type_that_is_none()
    {
        var write = () => Bytes.Write(DateTime.UnixEpoch, SchemaParser.Parse("""{"type":"long","logicalType":"acme-moment"}"""));

        write.Should().Throw<AvroSchemaException>();
    }

    [Test]
    public void Nanoseconds_are_read_into_a_point_in_time() =>
        Bytes.Read<DateTimeOffset>(Bytes.Write(1_500L, SchemaParser.Parse("\"long\"")), SchemaParser.Parse("""{"type":"long","logicalType":"timestamp-nanos"}""")).Ticks
            .Should().Be(DateTimeOffset.UnixEpoch.Ticks + 15);

    [Test]
    public void Items_that_cannot_be_read_harm_only_arrays_that_have_some()
    {
        var (writer, reader) = (SchemaParser.Parse("""{"type":"array","items":"string"}"""), SchemaParser.Parse("""{"type":"array","items":"int"}"""));
        var read = () => Bytes.Read<List<int>>([2, 2, (byte)'a', 0], writer, reader);

        Bytes.Read<List<int>>([0], writer, reader).Should().BeEmpty();
        read.Should().Throw<AvroDataException>().WithMessage("*string*int*");
    }

    [Test]
    public void A_renamed_field_is_found_though_a_new_one_has_its_old_name()
    {
        var writer = SchemaParser.Parse("""{"type":"record","name":"R","fields":[{"name":"a","type":"int"}]}""");
        var reader = SchemaParser.Parse("""{"type":"record","name":"R","fields":[{"name":"a","type":"int","default":0},{"name":"b","type":"int","aliases":["a"]}]}""");

        var record = (GenericRecord)Bytes.Read<object>([14], writer, reader);

        (record["a"], record["b"]).Should().Be((0, 7));
    }
}
