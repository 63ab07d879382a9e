using System.Linq.Expressions;
using Avro;
using Avro.Generic;
using Avro.Specific;
using Commands.Streams.Avro.Binary;

namespace Commands.Streams.Avro.Plans;

/// <summary>Reads fixed-size bytes.</summary>
internal static class FixedReadExpressions
{
    public static Expression Read(ParameterExpression reader, FixedSchema schema, Type type, string path)
    {
        if (type == typeof(byte[]))
        {
            return Expression.Call(typeof(FixedReadExpressions), nameof(ReadBytes), null, reader, Expression.Constant(schema.Size));
        }

        if (type == typeof(object) || type == typeof(GenericFixed))
        {
            return Expression.Convert(Expression.Call(typeof(FixedReadExpressions), nameof(ReadGeneric), null, reader, Expression.Constant(schema)), type);
        }

        return typeof(SpecificFixed).IsAssignableFrom(type)
            ? Expression.Call(typeof(FixedReadExpressions), nameof(ReadSpecific), [type], reader, Expression.Constant(schema.Size))
            : throw PlanErrors.Incompatible(path, schema, schema, type);
    }

    private static byte[] ReadBytes(ref AvroReader reader, int size) => reader.Take(size).ToArray();

    private static GenericFixed ReadGeneric(ref AvroReader reader, FixedSchema schema) => new(schema, reader.Take(schema.Size).ToArray());

    private static T ReadSpecific<T>(ref AvroReader reader, int size)
        where T : SpecificFixed, new() => new() { Value = reader.Take(size).ToArray() };
}
