using System.Linq.Expressions;
using Avro;
using Commands.Streams.Avro.Binary;
using Commands.Streams.Avro.Schemas;

namespace Commands.Streams.Avro.Plans;

/// <summary>Reads logical types into types other than the base type. The writer's logical type determines the meaning of the bytes.</summary>
internal static class LogicalReadExpressions
{
    /// <summary>Builds the expression.</summary>
    /// <returns>Null if the base value is wanted, or there is no logical type.</returns>
    public static Expression? TryRead(ParameterExpression reader, Schema writer, Schema reading, Type type)
    {
        if (type == typeof(object))
        {
            return TryReadGeneric(reader, writer, reading);
        }

        return (writer as LogicalSchema ?? reading as LogicalSchema) is { } logical ? TryRead(reader, SchemaRules.Base(writer), logical, type) : null;
    }

    /// <summary>Generic values follow the reader's schema, so without a logical type there they have the base type.</summary>
    private static Expression? TryReadGeneric(ParameterExpression reader, Schema writer, Schema reading)
    {
        if (reading is not LogicalSchema wanted)
        {
            return null;
        }

        var from = SchemaRules.Base(writer);
        if (LogicalNames.IsApplications(wanted))
        {
            return from.Tag == wanted.BaseSchema.Tag ? ReadApplications(reader, from, wanted) : null;
        }

        var type = LogicalNames.GenericTypeOf(wanted.LogicalTypeName);
        var meant = writer is LogicalSchema written && LogicalNames.GenericTypeOf(written.LogicalTypeName) == type ? written : wanted;
        return type is not null && TryRead(reader, from, meant, type) is { } value ? Expression.Convert(value, typeof(object)) : null;
    }

    private static Expression? TryRead(ParameterExpression reader, Schema from, LogicalSchema logical, Type type) => logical.LogicalTypeName switch
    {
        "decimal" when from.Tag is Schema.Type.Bytes or Schema.Type.Fixed => ReadDecimal(reader, from, logical, type),
        "uuid" when type == typeof(Guid) && from.Tag == Schema.Type.String =>
            Expression.Call(typeof(LogicalReads), nameof(LogicalReads.ReadGuid), null, reader),
        "date" => ReadDate(reader, from, type),
        var name when LogicalNames.IsTime(name) => ReadTime(reader, from, name, type),
        _ => null,
    };

    private static MethodCallExpression? ReadDecimal(ParameterExpression reader, Schema from, LogicalSchema logical, Type type)
    {
        var method = type == typeof(decimal) ? nameof(LogicalReads.ReadDecimal) : type == typeof(AvroDecimal) ? nameof(LogicalReads.ReadAvroDecimal) : null;
        return method is null ? null : Expression.Call(
            typeof(LogicalReads),
            method,
            null,
            reader,
            Expression.Constant(from is FixedSchema bytes ? bytes.Size : -1),
            Expression.Constant(LogicalProperties.ScaleOf(logical)));
    }

    private static MethodCallExpression? ReadDate(ParameterExpression reader, Schema from, Type type)
    {
        var method = type == typeof(DateOnly) ? nameof(LogicalReads.ToDateOnly) : type == typeof(DateTime) ? nameof(LogicalReads.DaysToDateTime) : null;
        return method is null || ReadNumber(reader, from) is not { } number ? null : Expression.Call(typeof(LogicalReads), method, null, number);
    }

    private static MethodCallExpression? ReadTime(ParameterExpression reader, Schema from, string name, Type type)
    {
        var isTimeOfDay = name.StartsWith("time-", StringComparison.Ordinal);
        var method = isTimeOfDay
            ? type == typeof(TimeOnly) ? nameof(LogicalReads.ToTimeOnly) : type == typeof(TimeSpan) ? nameof(LogicalReads.ToTimeSpan) : null
            : type == typeof(DateTime) ? nameof(LogicalReads.ToDateTime) : type == typeof(DateTimeOffset) ? nameof(LogicalReads.ToDateTimeOffset) : null;
        if (method is null || ReadNumber(reader, from) is not { } number)
        {
            return null;
        }

        var arguments = new List<Expression> { number, Expression.Constant(TickScale.Of(name)) };
        if (method == nameof(LogicalReads.ToDateTime))
        {
            arguments.Add(Expression.Constant(name.StartsWith("local", StringComparison.Ordinal) ? DateTimeKind.Unspecified : DateTimeKind.Utc));
        }

        return Expression.Call(typeof(LogicalReads), method, null, [.. arguments]);
    }

    private static Expression? ReadNumber(ParameterExpression reader, Schema from) => from.Tag switch
    {
        Schema.Type.Int => Expression.Convert(Expression.Call(reader, nameof(AvroReader.ReadInt32), null), typeof(long)),
        Schema.Type.Long => Expression.Call(reader, nameof(AvroReader.ReadInt64), null),
        _ => null,
    };

    /// <summary>The generic value of a logical type that the application has added is whatever it converts the base value to.</summary>
    private static MethodCallExpression? ReadApplications(ParameterExpression reader, Schema from, LogicalSchema logical)
    {
        var value = from is FixedSchema bytes
            ? FixedReadExpressions.Read(reader, bytes, typeof(object), bytes.Name)
            : ScalarReadExpressions.TryRead(reader, from.Tag, from.Tag, typeof(object), logical.LogicalTypeName);
        return value is null ? null : Expression.Call(
            Expression.Constant(logical.LogicalType),
            nameof(global::Avro.Util.LogicalType.ConvertToLogicalValue),
            null,
            Expression.Convert(value, typeof(object)),
            Expression.Constant(logical));
    }
}
