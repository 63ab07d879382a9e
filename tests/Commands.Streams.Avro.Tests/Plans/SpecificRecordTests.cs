using Avro;
using Avro.IO;
using Avro.Specific;
using Commands.Streams.Avro.Tests.Support;

namespace Commands.Streams.Avro.Tests.Plans;

internal sealed class SpecificRecordTests
{
    private static readonly Parcel Example = new()
    {
        Id = 7,
        @event = "sent",
        Weight = 1.5,
        Origin = 12L,
        Tags = ["a", "b"],
        Price = new AvroDecimal(12.34m),
        Sent = DateTime.UnixEpoch.AddDays(3),
        Inner = new Parcel { Id = 8, Origin = "here", Price = new AvroDecimal(0.01m), Sent = DateTime.UnixEpoch },
    };

    [Test]
    public void A_generated_class_is_written_as_Apache_writes_it()
    {
        using var stream = new MemoryStream();
        new SpecificDatumWriter<Parcel>(Parcel._SCHEMA).Write(Example, new BinaryEncoder(stream));

        Bytes.Write(Example, Parcel._SCHEMA).Should().Equal(stream.ToArray());
    }

    [Test]
    public void A_generated_class_is_read_as_Apache_reads_it()
    {
        var data = Bytes.Write(Example, Parcel._SCHEMA);
        using var stream = new MemoryStream(data);
        var theirs = new SpecificDatumReader<Parcel>(Parcel._SCHEMA, Parcel._SCHEMA).Read(null!, new BinaryDecoder(stream));

        var ours = Bytes.Read<Parcel>(data, Parcel._SCHEMA, Parcel._SCHEMA);

        ours.Should().BeEquivalentTo(theirs, options => options.Excluding(parcel => parcel.Schema).Excluding(parcel => parcel.Inner!.Schema));
        ours.Origin.Should().Be(12L);
        ours.Inner!.Origin.Should().Be("here");
    }

    [Test]
    public void A_generated_class_says_its_schema_itself() => AvroSerdes.SchemaOf<Parcel>().Should().Be(Parcel._SCHEMA.ToString());
}
