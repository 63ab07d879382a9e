using System.Linq.Expressions;
using Avro;
using Avro.Generic;
using Commands.Streams.Avro.Binary;
using Commands.Streams.Avro.Schemas;

namespace Commands.Streams.Avro.Plans;

/// <summary>Reads enums: a table from the writer's symbols to values, with the reader's default for unknown symbols.</summary>
internal static class EnumReadExpressions
{
    public static Expression Read(ParameterExpression reader, EnumSchema writer, EnumSchema reading, Type type, string path)
    {
        if (!type.IsEnum && type != typeof(object) && type != typeof(string) && type != typeof(GenericEnum))
        {
            throw PlanErrors.Incompatible(path, writer, reading, type);
        }

        var cases = writer.Symbols.Select((symbol, index) => Expression.SwitchCase(ValueOf(symbol, writer, reading, type, path), Expression.Constant(index)));
        return Expression.Switch(
            Expression.Call(reader, nameof(AvroReader.ReadIndex), null, Expression.Constant(writer.Count)),
            Expression.Default(type),
            [.. cases]);
    }

    private static Expression ValueOf(string symbol, EnumSchema writer, EnumSchema reading, Type type, string path)
    {
        var known = reading.Contains(symbol) ? symbol : reading.Default;
        object? value = known is null ? null : type.IsEnum
            ? EnumSymbols.Of(type).Where(candidate => candidate.Symbol == known).Select(candidate => candidate.Value).FirstOrDefault()
            : type == typeof(string) ? known
            : new GenericEnum(reading, known);
        return value is not null ? Expression.Constant(value, type) : Expression.Call(
            typeof(PlanErrors),
            nameof(PlanErrors.Branch),
            [type],
            Expression.Constant(
                $"'{path}' is the symbol '{symbol}' of {PlanErrors.Describe(writer)}, which {type.Name} does not have, and there is no default."));
    }
}
