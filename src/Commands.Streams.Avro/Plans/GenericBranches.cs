using Avro;
using Avro.Generic;
using Avro.Specific;

namespace Commands.Streams.Avro.Plans;

/// <summary>Which branch of a union a generic value is written as: the one of its own type, or else the first that takes it.</summary>
internal static class GenericBranches
{
    public static int Choose(UnionSchema union, object? value)
    {
        for (var i = 0; i < union.Count; i++)
        {
            if (IsExact(union[i], value))
            {
                return i;
            }
        }

        for (var i = 0; i < union.Count; i++)
        {
            if (IsWider(union[i].Tag, value))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsExact(Schema branch, object? value) => branch switch
    {
        LogicalSchema logical => (value is not null && logical.LogicalType?.IsInstanceOfLogicalType(value) is true) || IsExact(logical.BaseSchema, value),
        RecordSchema record => value switch
        {
            GenericRecord generic => generic.Schema.Fullname == record.Fullname,
            ISpecificRecord specific => ((NamedSchema)specific.Schema).Fullname == record.Fullname,
            _ => false,
        },
        EnumSchema symbols => (value is GenericEnum symbol && symbol.Schema.Fullname == symbols.Fullname) || (value is Enum && symbols.Contains(value.ToString())),
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

    private static bool IsWider(Schema.Type branch, object? value) => branch switch
    {
        Schema.Type.Int => value is short or byte or sbyte or ushort,
        Schema.Type.Long => value is int or short or byte or uint,
        Schema.Type.Double => value is float or int or long,
        _ => false,
    };
}
