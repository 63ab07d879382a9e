using Avro;

namespace Commands.Streams.Avro.Schemas;

/// <summary>The specification's rules about compatible types, without looking inside records.</summary>
internal static class SchemaRules
{
    public static Schema Base(Schema schema) => schema is LogicalSchema logical ? logical.BaseSchema : schema;

    /// <summary>Returns the name by which a union distinguishes its branches: the full name of a named type, otherwise that of the type.</summary>
    public static string NameOf(Schema schema) => Base(schema) is NamedSchema named ? named.Fullname : Base(schema).Name;

    /// <summary>Returns the branch that data of a schema is read as, or null if there is none.</summary>
    public static Schema? Match(UnionSchema reader, Schema writer) =>
        reader.Schemas.FirstOrDefault(branch => IsSame(writer, branch, byFullName: true))
        ?? reader.Schemas.FirstOrDefault(branch => IsSame(writer, branch, byFullName: false))
        ?? reader.Schemas.FirstOrDefault(branch => IsPromotion(Base(writer).Tag, Base(branch).Tag))
        ?? OnlyRecord(reader, writer)
        ?? MapOfEntries(reader, writer);

    /// <summary>True if every value of one type can be read as the other.</summary>
    public static bool IsPromotion(Schema.Type writer, Schema.Type reader) => (writer, reader) switch
    {
        (Schema.Type.Int, Schema.Type.Long or Schema.Type.Float or Schema.Type.Double) => true,
        (Schema.Type.Long, Schema.Type.Float or Schema.Type.Double) => true,
        (Schema.Type.Float, Schema.Type.Double) => true,
        (Schema.Type.String, Schema.Type.Bytes) or (Schema.Type.Bytes, Schema.Type.String) => true,
        _ => false,
    };

    /// <summary>Returns the smallest size of a value in bytes.</summary>
    public static int SmallestSize(Schema schema) => SmallestSize(schema, []);

    private static int SmallestSize(Schema schema, HashSet<Schema> above) => schema switch
    {
        LogicalSchema logical => SmallestSize(logical.BaseSchema, above),
        FixedSchema bytes => bytes.Size,
        RecordSchema record => SmallestRecord(record, above),
        _ => schema.Tag switch
        {
            Schema.Type.Null => 0,
            Schema.Type.Float => sizeof(float),
            Schema.Type.Double => sizeof(double),
            _ => 1,
        },
    };

    private static int SmallestRecord(RecordSchema record, HashSet<Schema> above)
    {
        if (above.Any(outer => ReferenceEquals(outer, record)))
        {
            return 1;
        }

        above.Add(record);
        var size = record.Fields.Sum(field => SmallestSize(field.Schema, above));
        above.Remove(record);
        return size;
    }

    private static bool IsSame(Schema writer, Schema reader, bool byFullName)
    {
        var (from, to) = (Base(writer), Base(reader));
        if (from.Tag != to.Tag)
        {
            return false;
        }

        return (from, to) is not (NamedSchema one, NamedSchema other) || (byFullName ? one.Fullname == other.Fullname : one.Name == other.Name);
    }

    /// <summary>An array of keys and values is read as the union's map.</summary>
    private static Schema? MapOfEntries(UnionSchema reader, Schema writer) =>
        writer is ArraySchema array && MapEntries.RecordOf(array.ItemSchema) is not null ? reader.Schemas.FirstOrDefault(branch => branch is MapSchema) : null;

    /// <summary>A record with another name is read as the union's only record, because the names of plain types are arbitrary.</summary>
    private static Schema? OnlyRecord(UnionSchema reader, Schema writer)
    {
        var records = reader.Schemas.Where(branch => branch.Tag == Schema.Type.Record).Take(2).ToList();
        return writer.Tag == Schema.Type.Record && records.Count == 1 ? records[0] : null;
    }
}
