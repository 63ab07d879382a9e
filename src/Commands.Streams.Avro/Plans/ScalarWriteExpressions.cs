using System.Linq.Expressions;
using Avro;
using Avro.Generic;
using Avro.Specific;
using Commands.Streams.Avro.Binary;
using Commands.Streams.Avro.Schemas;

namespace Commands.Streams.Avro.Plans;

/// <summary>Writes primitives, enums, fixed bytes and logical types.</summary>
internal static class ScalarWriteExpressions
{
    private static readonly HashSet<Type> Ints = [typeof(byte), typeof(sbyte), typeof(short), typeof(ushort), typeof(int)];
    private static readonly HashSet<Type> Longs = [.. Ints, typeof(uint), typeof(long)];

    /// <summary>Builds the expression.</summary>
    /// <returns>Null if the schema is not a scalar that the type can be written as.</returns>
    public static Expression? TryWrite(ParameterExpression writer, Schema schema, Expression value, string path)
    {
        if (schema is LogicalSchema logical && TryWriteLogical(writer, logical, value, path) is { } written)
        {
            return written;
        }

        var type = value.Type;
        return SchemaRules.Base(schema) switch
        {
            EnumSchema symbols when type.IsEnum || type == typeof(string) => WriteEnum(writer, symbols, value, path),
            FixedSchema bytes when type == typeof(byte[]) || typeof(SpecificFixed).IsAssignableFrom(type) =>
                Call(
                    nameof(LogicalWrites.WriteFixed),
                    writer,
                    type == typeof(byte[]) ? NotNull(value, path) : Expression.Property(NotNull(value, path), nameof(GenericFixed.Value)),
                    Expression.Constant(bytes.Size),
                    Expression.Constant(path)),
            var other => other.Tag switch
            {
                Schema.Type.Boolean when type == typeof(bool) => Write(nameof(AvroWriter.WriteBoolean), value),
                Schema.Type.Int when Ints.Contains(type) => Write(nameof(AvroWriter.WriteInt32), To<int>(value)),
                Schema.Type.Long when Longs.Contains(type) => Write(nameof(AvroWriter.WriteInt64), To<long>(value)),
                Schema.Type.Float when type == typeof(float) || Ints.Contains(type) => Write(nameof(AvroWriter.WriteSingle), To<float>(value)),
                Schema.Type.Double when type == typeof(double) || type == typeof(float) || Longs.Contains(type) =>
                    Write(nameof(AvroWriter.WriteDouble), To<double>(value)),
                Schema.Type.String when type == typeof(string) => Write(nameof(AvroWriter.WriteString), NotNull(value, path)),
                Schema.Type.Bytes when type == typeof(byte[]) => Call(nameof(LogicalWrites.WriteBytes), writer, NotNull(value, path)),
                _ => null,
            },
        };

        MethodCallExpression Write(string method, Expression argument) => Expression.Call(writer, method, null, argument);
    }

    /// <summary>Returns a value of a reference type with a null check.</summary>
    public static Expression NotNull(Expression value, string path) => value.Type.IsValueType ? value : Expression.Coalesce(
        value, Expression.Call(typeof(PlanErrors), nameof(PlanErrors.NullToWrite), [value.Type], Expression.Constant(path)));

    private static Expression? TryWriteLogical(ParameterExpression writer, LogicalSchema schema, Expression value, string path)
    {
        var type = value.Type;
        if (type == typeof(decimal) || type == typeof(AvroDecimal))
        {
            return schema.LogicalTypeName != "decimal" ? null : Call(
                nameof(LogicalWrites.WriteDecimal), writer, type == typeof(decimal) ? Expression.Convert(value, typeof(AvroDecimal)) : value,
                Expression.Constant(DecimalFormat.Of(schema)), Expression.Constant(path));
        }

        if (type == typeof(Guid))
        {
            return schema.LogicalTypeName == "uuid" ? Call(nameof(LogicalWrites.WriteGuid), writer, value) : null;
        }

        var number = schema.BaseSchema.Tag is Schema.Type.Int or Schema.Type.Long ? UnitsOf(value, schema.LogicalTypeName) : null;
        return number is null ? null : Expression.Call(writer, nameof(AvroWriter.WriteInt64), null, number);
    }

    /// <summary>Returns the number of days or units of time, or null if the type is not a matching time.</summary>
    private static MethodCallExpression? UnitsOf(Expression value, string logicalType)
    {
        var type = value.Type;
        var isPoint = type == typeof(DateTime) || type == typeof(DateTimeOffset);
        return logicalType == "date" && (type == typeof(DateOnly) || type == typeof(DateTime)) ? Call(nameof(LogicalWrites.DaysOf), value)
            : LogicalNames.IsPoint(logicalType) && isPoint
                ? Call(
                    LogicalNames.IsLocal(logicalType) ? nameof(LogicalWrites.LocalUnitsOf) : nameof(LogicalWrites.UnitsOf),
                    value,
                    Expression.Constant(TickScale.Of(logicalType)))
            : LogicalNames.IsTime(logicalType) && (type == typeof(TimeOnly) || type == typeof(TimeSpan))
                ? Call(nameof(LogicalWrites.UnitsOf), value, Expression.Constant(TickScale.Of(logicalType)))
            : null;
    }

    private static SwitchExpression WriteEnum(ParameterExpression writer, EnumSchema schema, Expression value, string path)
    {
        var symbols = value.Type.IsEnum
            ? EnumSymbols.Of(value.Type).DistinctBy(symbol => symbol.Value)
            : schema.Symbols.Select(symbol => (Symbol: symbol, Value: (object)symbol));
        var cases = symbols
            .Where(symbol => schema.Contains(symbol.Symbol))
            .Select(symbol => Expression.SwitchCase(
                Expression.Call(writer, nameof(AvroWriter.WriteInt32), null, Expression.Constant(schema.Ordinal(symbol.Symbol))), Expression
                    .Constant(symbol.Value, value.Type)))
            .ToArray();
        var unknown = Call(
            nameof(LogicalWrites.RefuseSymbol), Expression.Convert(value, typeof(object)), Expression.Constant(schema), Expression.Constant(path));
        return cases.Length > 0 ? Expression.Switch(typeof(void), value, unknown, null, cases) : throw PlanErrors.NotWritable(path, schema, value.Type);
    }

    private static Expression To<T>(Expression value) => value.Type == typeof(T) ? value : Expression.Convert(value, typeof(T));

    private static MethodCallExpression Call(string method, params Expression[] arguments) => Expression.Call(typeof(LogicalWrites), method, null, arguments);
}
