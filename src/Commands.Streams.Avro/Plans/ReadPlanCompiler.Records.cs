using System.Linq.Expressions;
using Avro;
using Avro.Generic;
using Avro.Specific;
using Commands.Streams.Avro.Schemas;

namespace Commands.Streams.Avro.Plans;

internal sealed partial class ReadPlanCompiler
{
    private Expression ReadRecord(RecordSchema writer, RecordSchema reader, Type type, string path)
    {
        var recordType = type == typeof(object) ? typeof(GenericRecord) : type;
        if (recordType != typeof(GenericRecord) && (recordType.IsPrimitive || recordType == typeof(string) || CollectionTypes.ItemOf(recordType) is not null))
        {
            throw PlanErrors.Incompatible(path, writer, reader, type);
        }

        var key = new PlanKey(writer, reader, recordType);
        if (!_records.TryGetValue(key, out var plan))
        {
            plan = Activator.CreateInstance(typeof(RecordReadPlan<>).MakeGenericType(recordType))!;
            _records.Add(key, plan);
            try
            {
                var read = recordType == typeof(GenericRecord) ? BuildGeneric(writer, reader, path) : BuildTyped(writer, reader, recordType, path);
                var compiled = Expression.Lambda(typeof(AvroRead<>).MakeGenericType(recordType), read, Reader).Compile();
                plan.GetType().GetProperty(nameof(RecordReadPlan<>.Read))!.SetValue(plan, compiled);
            }
            catch (AvroSchemaException)
            {
                _records.Remove(key);
                throw;
            }
        }

        return Expression.Call(Expression.Constant(plan), nameof(RecordReadPlan<>.Invoke), null, Reader);
    }

    private BlockExpression BuildGeneric(RecordSchema writer, RecordSchema reader, string path)
    {
        var record = Expression.Variable(typeof(GenericRecord), "record");
        var steps =
            new List<Expression>
            {
                Expression.Assign(
                    record, Expression.New(typeof(GenericRecord).GetConstructor([typeof(RecordSchema)])!, Expression.Constant(reader))),
            };
        steps.AddRange(ReadFields(writer, reader, path, _ => typeof(object), (field, value) =>
            Expression.Call(record, nameof(GenericRecord.Add), null, Expression.Constant(field.Pos), value), _ => null));
        steps.Add(record);
        return Expression.Block([record], steps);
    }

    private BlockExpression BuildTyped(RecordSchema writer, RecordSchema reader, Type type, string path)
    {
        var shape = TypeShape.Of(type);
        var members = reader.Fields.ToDictionary(
            field => field, field => shape.Find(field.Name), ReferenceEqualityComparer.Instance as IEqualityComparer<Field>);
        var variables = members.ToDictionary(
            pair =>
                pair.Key, pair =>
                    Expression.Variable(pair.Value?.Type ?? typeof(object), pair.Key.Name), ReferenceEqualityComparer.Instance as IEqualityComparer<Field>);
        var steps = ReadFields(
            writer, reader, path, field =>
                variables[field].Type, (field, value) => Expression.Assign(variables[field], value), field => DefaultOf(field, members[field])).ToList();
        var values = members.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Value!, pair => (Expression)variables[pair.Key]);
        var record = Expression.Variable(type, "result");
        steps.Add(Expression.Assign(record, shape.Construct(values)));
        if (typeof(ISpecificRecord).IsAssignableFrom(type))
        {
            // A generated property may have another name than its field if the field's name is not valid in C#.
            steps.AddRange(members.Where(pair => pair.Value is null).Select(pair =>
                Expression.Call(
                    record, typeof(ISpecificRecord).GetMethod(nameof(ISpecificRecord.Put))!, Expression.Constant(pair.Key.Pos), variables[pair.Key])));
        }

        steps.Add(record);
        return Expression.Block(type, [.. variables.Values, record], steps);
    }

    /// <summary>Reads or skips each field in the order of the data, then sets the others to their defaults.</summary>
    private IEnumerable<Expression> ReadFields(
        RecordSchema writer, RecordSchema reader, string path, Func<Field, Type> typeOf, Func<Field, Expression, Expression> assign, Func<Field,
        Expression?> defaultOf)
    {
        var matches = FieldMatching.Match(writer, reader, _looseNames);
        for (var i = 0; i < matches.Length; i++)
        {
            var written = writer.Fields[i];
            yield return matches[i] is { } field
                ? assign(field, Read(written.Schema, field.Schema, typeOf(field), $"{path}.{field.Name}"))
                : Expression.Call(typeof(SchemaSkipper), nameof(SchemaSkipper.Skip), null, Reader, Expression.Constant(written.Schema, typeof(Schema)));
        }

        foreach (var field in reader.Fields.Where(field => !matches.Contains(field)))
        {
            yield return assign(field, defaultOf(field) ?? ReadDefault(writer, field, typeOf(field), $"{path}.{field.Name}"));
        }
    }

    /// <summary>The default of a property if a schema cannot express it, such as a decimal with more digits than the schema's.</summary>
    private static ConstantExpression? DefaultOf(Field field, TypeMember? member) =>
        field.DefaultValue is null
            && member?.DefaultValue is { } value and (ValueType or string)
            && (Nullable.GetUnderlyingType(member.Type) ?? member.Type).IsInstanceOfType(value)
            ? Expression.Constant(value, member.Type)
            : null;

    private Expression ReadDefault(RecordSchema writer, Field field, Type type, string path)
    {
        if (field.DefaultValue is null)
        {
            throw new AvroSchemaException(
                $"'{path}' is not among the fields that {PlanErrors.Describe(writer)} was written with " +
                $"({string.Join(", ", writer.Fields.Select(other => other.Name))}), " +
                "and has no default. Give it a default or an alias, or make it nullable.");
        }

        var (bytes, schema) = DefaultValues.Encode(field.Schema, field.DefaultValue, path);
        var source = Activator.CreateInstance(typeof(DefaultValueSource<>).MakeGenericType(type), bytes, CompileDelegate(schema, field.Schema, type, path))!;
        return Expression.Call(Expression.Constant(source), nameof(DefaultValueSource<>.Get), null);
    }
}
