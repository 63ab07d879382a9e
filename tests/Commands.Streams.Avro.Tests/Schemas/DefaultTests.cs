using System.ComponentModel;
using Avro;
using Commands.Streams.Avro.Parsing;
using Commands.Streams.Avro.Schemas;
using Commands.Streams.Avro.Tests.Support;

namespace Commands.Streams.Avro.Tests.Schemas;

/// <summary>Defaults of constructors and attributes: in the schema in the form that Java takes, and in what is read.</summary>
internal sealed class DefaultTests
{
    private static readonly Schema OnlyId = SchemaParser.Parse("""{"type":"record","name":"Everything","fields":[{"name":"Id","type":"int"}]}""");

    [Test]
    public void Every_default_is_what_a_reader_gets_for_a_field_that_was_not_written() =>
        Bytes.Read<Everything>([14], OnlyId).Should().Be(new Everything(7) { Rank = 5, Code = 12, Ratio = 2 });

    [Test]
    public void Every_default_has_the_form_of_its_base_type()
    {
        var schema = (RecordSchema)SchemaDerivation.Of(typeof(Everything));

        Text("Urgency").Should().Be("HIGH");
        Text("Share").Should().Be("\u0003\u007e\u0011\u00d6\u0000", "1.50 has the unscaled value 15,000,000,000");
        Text("Placed").Should().Be("-62135596800000000");
        Text("Day").Should().Be("-719162");
        Text("Token").Should().Be(Guid.Empty.ToString());
        Text("Wide").Should().Be("NaN");
        schema["Bonus"].DefaultValue.Should().NotBeNull();

        string Text(string name) =>
            Convert.ToString(((Newtonsoft.Json.Linq.JValue)schema[name].DefaultValue).Value, System.Globalization.CultureInfo.InvariantCulture)!;
    }

    [Test]
    public void A_default_that_a_schema_cannot_have_is_none_of_it_and_what_a_reader_gets_all_the_same()
    {
        ((RecordSchema)SchemaDerivation.Of(typeof(Exact))).Fields.Should().OnlyContain(field => field.DefaultValue == null);
        Bytes.Read<Exact>([], SchemaParser.Parse("""{"type":"record","name":"Exact","fields":[]}""")).Should().Be(new Exact());
    }

    [Test]
    public void A_default_of_another_type_is_no_default_of_its_property_and_harms_no_other()
    {
        ((RecordSchema)SchemaDerivation.Of(typeof(Odd)))["Count"].DefaultValue.Should().BeNull();
        Bytes.Read<Odd>([14], SchemaParser.Parse("""{"type":"record","name":"Odd","fields":[{"name":"Count","type":"int"}]}""")).Name.Should().Be("x");
    }

    [TestCase("""{"type":"record","name":"R","fields":[{"name":"Id","type":"int"},{"name":"Size","type":"int","default":1e400}]}""")]
    [TestCase("""{"type":"record","name":"R","fields":[{"name":"Id","type":"int"},{"name":"Size","type":{"type":"enum","name":"E","symbols":["A"]},"default":"B"}]}""")]
    public void A_registered_default_that_is_wrong_harms_nobody_who_does_not_need_it(string json)
    {
        var schema = SchemaParser.ParseRegistered(json, new SchemaScope());

        Bytes.Read<Everything>([14, 0], schema).Id.Should().Be(7);
    }

    private sealed record Everything(
        int Id,
        Priority? Urgency = Priority.High,
        Priority Worst = Priority.High,
        decimal Share = 1.50m,
        decimal? Bonus = 2m,
        DateTime Placed = default,
        DateTimeOffset Changed = default,
        DateOnly Day = default,
        TimeOnly Slot = default,
        Guid Token = default,
        Money Price = default,
        double Wide = double.NaN,
        long? Limit = 5,
        string Since = "2024-05-01T12:00:00+05:00",
        string? Note = null)
    {
        [DefaultValue(5)]
        public long Rank { get; init; }

        [DefaultValue(12L)]
        public short Code { get; init; }

        [DefaultValue(2)]
        public double Ratio { get; init; }
    }

    private readonly record struct Money(decimal Amount, string? Currency);

    private sealed record Exact(decimal Third = 0.3333333333333333m, decimal? Quarter = 0.3333333333333333m, double? Ratio = double.PositiveInfinity);

    private sealed class Odd
    {
        [DefaultValue("many")]
        public int Count { get; set; }

        [DefaultValue("x")]
        public string Name { get; set; } = string.Empty;
    }
}
