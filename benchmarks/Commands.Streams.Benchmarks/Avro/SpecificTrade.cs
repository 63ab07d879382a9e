using Avro;
using Avro.Specific;
using Commands.Streams.Avro;

namespace Commands.Streams.Benchmarks.Avro;

/// <summary>The same record as Apache Avro's code generator writes it.</summary>
public sealed class SpecificTrade : ISpecificRecord
{
#pragma warning disable IDE1006 // the name is Avro's: its code generator writes it so, and its reader looks for it
    public static readonly Schema _SCHEMA = Schema.Parse(AvroSerdes.SchemaOf<Trade>().Replace("\"Trade\"", "\"SpecificTrade\"", StringComparison.Ordinal));
#pragma warning restore IDE1006

    public Schema Schema => _SCHEMA;

    public long Id { get; set; }

    public string Symbol { get; set; } = string.Empty;

    public string Account { get; set; } = string.Empty;

    public double Price { get; set; }

    public int Quantity { get; set; }

    public bool IsBuy { get; set; }

    public long Time { get; set; }

    public string? Note { get; set; }

    public float Fee { get; set; }

    public int Venue { get; set; }

    public static SpecificTrade Example() => new()
    {
        Id = Trade.Example.Id,
        Symbol = Trade.Example.Symbol,
        Account = Trade.Example.Account,
        Price = Trade.Example.Price,
        Quantity = Trade.Example.Quantity,
        IsBuy = Trade.Example.IsBuy,
        Time = Trade.Example.Time,
        Note = Trade.Example.Note,
        Fee = Trade.Example.Fee,
        Venue = Trade.Example.Venue,
    };

    public object? Get(int fieldPos) => fieldPos switch
    {
        0 => Id,
        1 => Symbol,
        2 => Account,
        3 => Price,
        4 => Quantity,
        5 => IsBuy,
        6 => Time,
        7 => Note,
        8 => Fee,
        9 => Venue,
        _ => throw new AvroRuntimeException($"There is no field {fieldPos}."),
    };

    public void Put(int fieldPos, object? fieldValue)
    {
        switch (fieldPos)
        {
            case 0: Id = (long)fieldValue!; break;
            case 1: Symbol = (string)fieldValue!; break;
            case 2: Account = (string)fieldValue!; break;
            case 3: Price = (double)fieldValue!; break;
            case 4: Quantity = (int)fieldValue!; break;
            case 5: IsBuy = (bool)fieldValue!; break;
            case 6: Time = (long)fieldValue!; break;
            case 7: Note = (string?)fieldValue; break;
            case 8: Fee = (float)fieldValue!; break;
            case 9: Venue = (int)fieldValue!; break;
            default: throw new AvroRuntimeException($"There is no field {fieldPos}.");
        }
    }
}
