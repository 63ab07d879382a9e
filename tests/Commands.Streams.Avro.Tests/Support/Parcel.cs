using Avro;
using Avro.Specific;

namespace Commands.Streams.Avro.Tests.Support;

/// <summary>A class as Apache Avro's generator writes it, with a union that is an object, a nested record, a fixed and a decimal.</summary>
public sealed class Parcel : ISpecificRecord
{
#pragma warning disable IDE1006 // the name is Avro's: its code generator writes it so, and its reader looks for it
    public static readonly Schema _SCHEMA = Schema.Parse("""
        {"type":"record","name":"Parcel","namespace":"Commands.Streams.Avro.Tests.Support","fields":[
          {"name":"Id","type":"long"},
          {"name":"event","type":"string"},
          {"name":"Weight","type":["null","double"],"default":null},
          {"name":"Origin","type":["string","long"]},
          {"name":"Inner","type":["null","Parcel"],"default":null},
          {"name":"Tags","type":{"type":"array","items":"string"}},
          {"name":"Price","type":{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}},
          {"name":"Sent","type":{"type":"long","logicalType":"timestamp-millis"}}]}
        """);
#pragma warning restore IDE1006

    public Schema Schema => _SCHEMA;

    public long Id { get; set; }

    public string @event { get; set; } = string.Empty;

    public double? Weight { get; set; }

    public object Origin { get; set; } = string.Empty;

    public Parcel? Inner { get; set; }

    public IList<string> Tags { get; set; } = [];

    public AvroDecimal Price { get; set; }

    public DateTime Sent { get; set; }

    public object? Get(int fieldPos) => fieldPos switch
    {
        0 => Id,
        1 => @event,
        2 => Weight,
        3 => Origin,
        4 => Inner,
        5 => Tags,
        6 => Price,
        7 => Sent,
        _ => throw new AvroRuntimeException("no such field"),
    };

    public void Put(int fieldPos, object fieldValue)
    {
        switch (fieldPos)
        {
            case 0: Id = (long)fieldValue; break;
            case 1: @event = (string)fieldValue; break;
            case 2: Weight = (double?)fieldValue; break;
            case 3: Origin = fieldValue; break;
            case 4: Inner = (Parcel?)fieldValue; break;
            case 5: Tags = (IList<string>)fieldValue; break;
            case 6: Price = (AvroDecimal)fieldValue; break;
            case 7: Sent = (DateTime)fieldValue; break;
            default: throw new AvroRuntimeException("no such field");
        }
    }
}
