using Avro;
using Avro.Generic;
using Commands.Streams.Avro.Schemas;
using Commands.Streams.Avro.Tests.Support;

namespace Commands.Streams.Avro.Tests.Plans;

internal sealed class EvolutionTests
{
    private const string Head = """{"type":"record","name":"Item","namespace":"shop","fields":[""";

    [Test]
    public void A_field_added_with_a_default_is_filled_in()
    {
        var data = Written(Head + """{"name":"Name","type":"string"}]}""", ("Name", "x"));

        Bytes.Read<Defaulted>(data.Bytes, data.Schema).Should().Be(new Defaulted("x", 3, "none", null, Priority.High));
    }

    [Test]
    public void A_field_added_without_a_default_is_refused_with_what_was_written()
    {
        var data = Written(Head + """{"name":"Name","type":"string"},{"name":"Size","type":"int"}]}""", ("Name", "x"), ("Size", 1));

        var read = () => Bytes.Read<Required>(data.Bytes, data.Schema);

        read.Should()
            .Throw<AvroSchemaException>()
            .WithMessage("'Required.Weight' is not among the fields that record 'shop.Item' was written with (Name, Size)*");
    }

    [Test]
    public void Dropped_fields_of_every_kind_are_passed_over()
    {
        var schema = Schema.Parse(SchemaDerivation.Of(typeof(Order)).ToString());
        var data = Bytes.Write(Order.Example with { Previous = Order.Example });

        Bytes.Read<Remainder>(data, schema).Should().Be(new Remainder("web", 12005));
    }

    [TestCase("int", 7, 7L)]
    [TestCase("long", 7L, 7L)]
    public void Integers_are_promoted(string type, object written, long expected)
    {
        var data = Written(Head + $$"""{"name":"Number","type":"{{type}}"}]}""", ("Number", written));

        Bytes.Read<WithLong>(data.Bytes, data.Schema).Number.Should().Be(expected);
        Bytes.Read<WithDouble>(data.Bytes, data.Schema).Number.Should().Be(expected);
    }

    [Test]
    public void A_long_is_not_read_as_an_int()
    {
        var data = Written(Head + """{"name":"Number","type":"long"}]}""", ("Number", 7L));

        var read = () => Bytes.Read<WithInt>(data.Bytes, data.Schema);

        read.Should().Throw<AvroSchemaException>().WithMessage("'WithInt.Number' was written as long and cannot be read as int into Int32.");
    }

    [Test]
    public void A_field_is_found_by_its_earlier_name()
    {
        var data = Written(Head + """{"name":"Title","type":"string"}]}""", ("Title", "x"));

        Bytes.Read<Renamed>(data.Bytes, data.Schema).Name.Should().Be("x");
    }

    [Test]
    public void Upper_case_nullable_fields_are_read_into_a_plain_record()
    {
        var data = Written(Ksql.Schema, ("ADDRESS", "2 Roadford Avenue"));

        Bytes.Read<DispatchProduct>(data.Bytes, data.Schema).Should().Be(new DispatchProduct("2 Roadford Avenue"));
        Bytes.Write(new DispatchProduct("2 Roadford Avenue"), data.Schema).Should().Equal(data.Bytes);
    }

    [Test]
    public void A_null_that_the_type_cannot_hold_is_refused_when_it_comes()
    {
        var data = Written("""{"type":"record","name":"R","fields":[{"name":"Number","type":["null","long"]}]}""", ("Number", null));

        var read = () => Bytes.Read<WithLong>(data.Bytes, data.Schema);

        read.Should().Throw<AvroDataException>().WithMessage("'WithLong.Number' is null in the data*");
    }

    [Test]
    public void Symbols_that_the_reader_does_not_have_are_refused_with_their_name()
    {
        var data = Written("""{"type":"record","name":"R","fields":[{"name":"Priority","type":{"type":"enum","name":"P","symbols":["Low","Urgent"]}}]}""");
        var record = new byte[] { 2 };

        var read = () => Bytes.Read<WithPriority>(record, data.Schema);

        read.Should().Throw<AvroDataException>().WithMessage("*symbol 'Urgent'*");
        Bytes.Read<WithPriority>([0], data.Schema).Priority.Should().Be(Priority.Low);
    }

    [Test]
    public void The_writers_unit_of_time_counts()
    {
        var schema = Schema.Parse("""{"type":"record","name":"R","fields":[{"name":"At","type":{"type":"long","logicalType":"timestamp-millis"}}]}""");

        Bytes.Read<WithTime>([4], schema).At.Should().Be(DateTimeOffset.UnixEpoch.AddMilliseconds(2));
    }

    private static (byte[] Bytes, Schema Schema) Written(string json, params (string Name, object? Value)[] fields)
    {
        var schema = (RecordSchema)Schema.Parse(json);
        var record = new GenericRecord(schema);
        foreach (var (name, value) in fields)
        {
            record.Add(name, value);
        }

        return (fields.Length == 0 ? [] : Bytes.WriteByApache(schema, record), schema);
    }

    private sealed record Defaulted(string Name, int Count = 3, string Kind = "none", long? Size = null, Priority Priority = Priority.High);

    private sealed record Required(string Name, double Weight);

    private sealed record Remainder(string Channel, long Id);

    private sealed record WithLong(long Number);

    private sealed record WithInt(int Number);

    private sealed record WithDouble(double Number);

    private sealed record WithPriority(Priority Priority);

    private sealed record WithTime(DateTimeOffset At);

    private sealed record Renamed([AvroAlias("Title")] string Name);
}
