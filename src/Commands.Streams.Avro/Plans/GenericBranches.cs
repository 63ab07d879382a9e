using Avro;
using Avro.Generic;
using Avro.Specific;
using Commands.Streams.Avro.Schemas;

namespace Commands.Streams.Avro.Plans;

/// <summary>Chooses the branch of a union that a generic value is written as: the one of its own type, otherwise the first that accepts it.</summary>
internal static class GenericBranches
{
    public static int Choose(UnionSchema union, object? value)
    {
        var least = -1;
        for (var i = 0; i < union.Count; i++)
        {
            if (IsExact(union[i], value))
            {
                if (IsLossless(union[i], value))
                {
                    return i;
                }

                least = least < 0 ? i : least;
            }
        }

        for (var i = 0; least < 0 && i < union.Count; i++)
        {
            least = IsWider(union[i].Tag, value) ? i : least;
        }

        return least;
    }

    private static bool IsExact(Schema branch, object? value) => branch switch
    {
        LogicalSchema logical => IsLogical(logical, value) || IsExact(logical.BaseSchema, value),
        RecordSchema record => value switch
        {
            GenericRecord generic => generic.Schema.Fullname == record.Fullname,
            ISpecificRecord specific => ((NamedSchema)specific.Schema).Fullname == record.Fullname,
            _ => false,
        },
        EnumSchema symbols =>
            (value is GenericEnum symbol && symbol.Schema.Fullname == symbols.Fullname) || (value is Enum && symbols.Contains(value.ToString())),
        ArraySchema array when value is System.Collections.IDictionary => MapEntries.RecordOf(array.ItemSchema) is not null,
        FixedSchema bytes => value is GenericFixed data && data.Schema.Fullname == bytes.Fullname,
        _ => branch.Tag switch
        {
            Schema.Type.Null => value is null,
            Schema.Type.Boolean => value is bool,
            Schema.Type.Int => value is int,
            Schema.Type.Long => value is long,
            Schema.Type.Float => value is float,
            Schema.Type.Double => value is double,
            Schema.Type.String => value is string,
            Schema.Type.Bytes => value is byte[],
            Schema.Type.Map => value is System.Collections.IDictionary,
            Schema.Type.Array => value is System.Collections.ICollection and not byte[] and not System.Collections.IDictionary,
            _ => false,
        },
    };

    private static bool IsLogical(LogicalSchema schema, object? value) => value is not null && (LogicalNames.IsApplications(schema)
        ? schema.LogicalType.IsInstanceOfLogicalType(value)
        : value.GetType() == LogicalNames.GenericTypeOf(schema.LogicalTypeName) || (value is decimal && schema.LogicalTypeName == "decimal"));

    /// <summary>True if a value loses nothing in a branch of its type; several logical types share one type.</summary>
    private static bool IsLossless(Schema branch, object? value) => (branch, value) switch
    {
        (LogicalSchema { LogicalTypeName: "date" }, DateTime time) => time.TimeOfDay == TimeSpan.Zero,
        (LogicalSchema { LogicalTypeName: "decimal" } schema, AvroDecimal number) => number.Scale == LogicalProperties.ScaleOf(schema),
        _ => true,
    };

    private static bool IsWider(Schema.Type branch, object? value) => branch switch
    {
        Schema.Type.Int => value is short or byte or sbyte or ushort,
        Schema.Type.Long => value is int or short or byte or uint,
        Schema.Type.Double => value is float or int or long,
        _ => false,
    };
}
