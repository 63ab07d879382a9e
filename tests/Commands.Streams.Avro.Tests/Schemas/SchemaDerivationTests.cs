using System.ComponentModel;
using Commands.Streams.Avro.Schemas;
using Commands.Streams.Avro.Tests.Support;
using Newtonsoft.Json.Linq;

namespace Commands.Streams.Avro.Tests.Schemas;

internal sealed class SchemaDerivationTests
{
    private const string Space = "Commands.Streams.Avro.Tests.Schemas";

    [Test]
    public void Names_nullability_and_defaults_are_those_of_the_type() => Derive<Plain>().Should().Be(Json($$$"""
        {"type":"record","name":"Plain","namespace":"{{{Space}}}","fields":[
          {"name":"Id","type":"long"},
          {"name":"note","type":["null","string"],"default":null,"aliases":["Comment"]},
          {"name":"Size","type":"int","default":3},
          {"name":"Limit","type":["long","null"],"default":5},
          {"name":"Names","type":{"type":"array","items":["null","string"]}},
          {"name":"Kind","type":"string","default":"a"}]}
        """));

    [Test]
    public void Logical_types_carry_their_attributes() => Derive<Logical>().Should().Be(Json($$$"""
        {"type":"record","name":"Logical","namespace":"{{{Space}}}","fields":[
          {"name":"Total","type":{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}},
          {"name":"At","type":{"type":"long","logicalType":"timestamp-micros"}},
          {"name":"Day","type":["null",{"type":"int","logicalType":"date"}],"default":null},
          {"name":"Id","type":{"type":"string","logicalType":"uuid"}}]}
        """));

    [Test]
    public void A_named_type_is_described_once_and_a_type_may_contain_itself() => Derive<Tree>().Should().Be(Json("""
        {"type":"record","name":"Tree","namespace":"shop","fields":[
          {"name":"Priority","type":{"type":"enum","name":"Priority","namespace":"Commands.Streams.Avro.Tests.Support","symbols":["Low","HIGH"]}},
          {"name":"Worst","type":"Commands.Streams.Avro.Tests.Support.Priority"},
          {"name":"Children","type":{"type":"array","items":"Tree"}}]}
        """));

    [Test]
    public void A_type_without_a_schema_is_refused_with_what_to_do()
    {
        var derive = () => SchemaDerivation.Of(typeof(WithObject));

        derive.Should().Throw<AvroSchemaException>().WithMessage("No Avro schema can be derived from System.Object*");
    }

    [Test]
    public void A_type_that_nothing_can_make_is_refused()
    {
        var derive = () => SchemaDerivation.Of(typeof(Closed));

        derive.Should().Throw<AvroSchemaException>().WithMessage("*Closed cannot be created from Avro data. Add a public constructor*");
    }

    private static string Derive<T>() => Json(AvroSerdes.SchemaOf<T>());

    private static string Json(string text) => Sorted(JToken.Parse(text)).ToString();

    /// <summary>The same with the attributes of each object in one order, since theirs means nothing.</summary>
    private static JToken Sorted(JToken token) => token switch
    {
        JObject item =>
            new JObject(
                item.Properties()
                    .OrderBy(property => property.Name, StringComparer.Ordinal)
                    .Select(property => new JProperty(property.Name, Sorted(property.Value)))),
        JArray items => new JArray(items.Select(Sorted)),
        _ => token,
    };

    private sealed class Plain
    {
        public long Id { get; set; }

        [AvroName("note")]
        [AvroAlias("Comment")]
        public string? Note { get; init; }

        [DefaultValue(3)]
        public int Size { get; set; }

        [DefaultValue(5L)]
        public long? Limit { get; set; }

        public IReadOnlyList<string?> Names { get; set; } = [];

        [DefaultValue("a")]
        public string Kind { get; set; } = "a";

        [AvroIgnore]
        public string Ignored { get; set; } = string.Empty;

        public string Computed => Kind + Id;
    }

    private sealed record Logical([AvroDecimal(9, 2)] decimal Total, DateTime At, DateOnly? Day, Guid Id);

    [AvroName("shop.Tree")]
    private sealed record Tree(Priority Priority, Priority Worst, List<Tree> Children);

    private sealed record WithObject(object Any);

    private sealed class Closed
    {
        private Closed()
        {
        }

        public int Id { get; set; }
    }
}
