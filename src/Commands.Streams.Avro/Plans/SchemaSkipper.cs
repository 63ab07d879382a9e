using Avro;
using Commands.Streams.Avro.Binary;
using Commands.Streams.Avro.Schemas;

namespace Commands.Streams.Avro.Plans;

/// <summary>Skips a value that is not read.</summary>
internal static class SchemaSkipper
{
    public static void Skip(ref AvroReader reader, Schema schema)
    {
        switch (schema)
        {
            case LogicalSchema logical:
                Skip(ref reader, logical.BaseSchema);
                break;
            case RecordSchema record:
                reader.Enter();
                foreach (var field in record.Fields)
                {
                    Skip(ref reader, field.Schema);
                }

                reader.Leave();
                break;
            case UnionSchema union:
                Skip(ref reader, union[reader.ReadIndex(union.Count)]);
                break;
            case ArraySchema array:
                SkipItems(ref reader, array.ItemSchema, isMap: false);
                break;
            case MapSchema map:
                SkipItems(ref reader, map.ValueSchema, isMap: true);
                break;
            case FixedSchema bytes:
                reader.Take(bytes.Size);
                break;
            default:
                SkipPrimitive(ref reader, schema.Tag);
                break;
        }
    }

    private static void SkipItems(ref AvroReader reader, Schema item, bool isMap)
    {
        reader.Enter();
        var smallest = SchemaRules.SmallestSize(item) + (isMap ? 1 : 0);
        while (reader.SkipBlocks(smallest) is > 0 and var count)
        {
            for (var i = 0; i < count; i++)
            {
                if (isMap)
                {
                    reader.ReadSpan();
                }

                Skip(ref reader, item);
            }
        }

        reader.Leave();
    }

    private static void SkipPrimitive(ref AvroReader reader, Schema.Type type)
    {
        switch (type)
        {
            case Schema.Type.Boolean:
                reader.Take(1);
                break;
            case Schema.Type.Int or Schema.Type.Long or Schema.Type.Enumeration:
                reader.ReadInt64();
                break;
            case Schema.Type.Float:
                reader.Take(sizeof(float));
                break;
            case Schema.Type.Double:
                reader.Take(sizeof(double));
                break;
            case Schema.Type.String or Schema.Type.Bytes:
                reader.ReadSpan();
                break;
        }
    }
}
