using System.Linq.Expressions;
using Avro;
using Avro.Specific;
using Commands.Streams.Avro.Schemas;

namespace Commands.Streams.Avro.Plans;

internal sealed partial class WritePlanCompiler
{
    private BlockExpression WriteRecord(RecordSchema schema, Expression value, string path)
    {
        var type = value.Type;
        if (type.IsPrimitive || type.IsEnum || type == typeof(string) || CollectionTypes.ItemOf(type) is not null)
        {
            throw PlanErrors.NotWritable(path, schema, type);
        }

        var key = new PlanKey(schema, schema, type);
        if (!_records.TryGetValue(key, out var plan))
        {
            plan = Activator.CreateInstance(typeof(RecordWritePlan<>).MakeGenericType(type))!;
            _records.Add(key, plan);
            try
            {
                var record = Expression.Parameter(type, "record");
                var fields = schema.Fields.Select(field => WriteField(schema, field, record, $"{path}.{field.Name}")).DefaultIfEmpty(Expression.Empty());
                var compiled = Expression.Lambda(typeof(AvroWrite<>).MakeGenericType(type), Expression.Block(typeof(void), fields), Writer, record).Compile();
                plan.GetType().GetProperty(nameof(RecordWritePlan<>.Write))!.SetValue(plan, compiled);
            }
            catch (AvroSchemaException)
            {
                _records.Remove(key);
                throw;
            }
        }

        return Expression.Block(Expression.Call(
            Expression.Constant(plan), nameof(RecordWritePlan<>.Invoke), null, Writer, ScalarWriteExpressions.NotNull(value, path)));
    }

    private Expression WriteField(RecordSchema schema, Field field, ParameterExpression record, string path)
    {
        if (TypeShape.Of(record.Type).Find(field.Name) is { } member)
        {
            return Write(field.Schema, member.Get(record), path);
        }

        if (GenericTypes.IsSpecific(record.Type))
        {
            return Write(
                field.Schema, Expression.Call(record, typeof(ISpecificRecord).GetMethod(nameof(ISpecificRecord.Get))!, Expression.Constant(field.Pos)), path);
        }

        return field.DefaultValue is not null ? WriteDefault(field, path)
            : field.Schema is UnionSchema union
                && union.Schemas.ToList().FindIndex(branch => branch.Tag == Schema.Type.Null) is >= 0 and var index ? WriteIndex(index)
            : throw new AvroSchemaException(
                $"{record.Type.Name} has no property for the field '{path}' of {PlanErrors.Describe(schema)}, which has no default and cannot be null. " +
                "Add the property.");
    }

    private static Expression WriteDefault(Field field, string path)
    {
        var (data, schema) = DefaultValues.Encode(field.Schema, field.DefaultValue, path);
        var bytes = Expression.Call(
            Writer, nameof(Binary.AvroWriter.WriteFixed), null, Expression.Convert(Expression.Constant(data), typeof(ReadOnlySpan<byte>)));
        return field.Schema is UnionSchema union ? Expression.Block(WriteIndex(union.Schemas.IndexOf(schema)), bytes) : bytes;
    }
}
