using System.Linq.Expressions;
using Avro;
using Commands.Streams.Avro.Binary;
using Commands.Streams.Avro.Schemas;

namespace Commands.Streams.Avro.Plans;

/// <summary>Reads, promotes and converts primitive values.</summary>
internal static class ScalarReadExpressions
{
    private static readonly HashSet<Type> Integers =
        [typeof(byte), typeof(sbyte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong)];

    /// <summary>Builds the expression.</summary>
    /// <returns>Null if the writer's type cannot be read as the reader's type, or into the C# type.</returns>
    public static Expression? TryRead(ParameterExpression reader, Schema.Type from, Schema.Type to, Type type, string path)
    {
        if (from != to && !SchemaRules.IsPromotion(from, to))
        {
            return null;
        }

        if (from == Schema.Type.Null)
        {
            return type.IsValueType
                ? Expression.Call(typeof(PlanErrors), nameof(PlanErrors.Null), [type], Expression.Constant(path))
                : Expression.Default(type);
        }

        var target = type == typeof(object) ? NaturalTypeOf(to) : type;
        return target is null || MethodOf(from, target) is not { } method ? null : Convert(Expression.Call(reader, method, null), target);
    }

    private static Type? NaturalTypeOf(Schema.Type type) => type switch
    {
        Schema.Type.Boolean => typeof(bool),
        Schema.Type.Int => typeof(int),
        Schema.Type.Long => typeof(long),
        Schema.Type.Float => typeof(float),
        Schema.Type.Double => typeof(double),
        Schema.Type.String => typeof(string),
        Schema.Type.Bytes => typeof(byte[]),
        _ => null,
    };

    private static string? MethodOf(Schema.Type from, Type target) => from switch
    {
        Schema.Type.Boolean when target == typeof(bool) => nameof(AvroReader.ReadBoolean),
        Schema.Type.Int when IsNumber(target) => nameof(AvroReader.ReadInt32),
        Schema.Type.Long when IsNumber(target) => nameof(AvroReader.ReadInt64),
        Schema.Type.Float when IsFraction(target) => nameof(AvroReader.ReadSingle),
        Schema.Type.Double when IsFraction(target) => nameof(AvroReader.ReadDouble),
        Schema.Type.String or Schema.Type.Bytes when target == typeof(string) => nameof(AvroReader.ReadString),
        Schema.Type.String or Schema.Type.Bytes when target == typeof(byte[]) => nameof(AvroReader.ReadBytes),
        _ => null,
    };

    private static bool IsNumber(Type type) => Integers.Contains(type) || IsFraction(type);

    private static bool IsFraction(Type type) => type == typeof(float) || type == typeof(double);

    private static Expression Convert(Expression value, Type type) =>
        value.Type == type ? value : Integers.Contains(type) ? Expression.ConvertChecked(value, type) : Expression.Convert(value, type);
}
