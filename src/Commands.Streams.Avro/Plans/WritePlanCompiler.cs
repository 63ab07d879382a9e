using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Avro;
using Commands.Streams.Avro.Binary;
using Commands.Streams.Avro.Schemas;

namespace Commands.Streams.Avro.Plans;

/// <summary>
/// Compiles how values of a type are written with a schema. Properties are found by the names of fields; generic values are inspected at run time.
/// </summary>
internal sealed partial class WritePlanCompiler
{
    private static readonly ParameterExpression Writer = Expression.Parameter(typeof(AvroWriter).MakeByRefType(), "writer");

    private readonly Dictionary<PlanKey, object> _records = [];

    private WritePlanCompiler()
    {
    }

    public static AvroWrite<T> Compile<T>(Schema schema) =>
        (AvroWrite<T>)new WritePlanCompiler().CompileDelegate(schema, typeof(T), schema is NamedSchema named ? named.Name : typeof(T).Name);

    private Delegate CompileDelegate(Schema schema, Type type, string path)
    {
        var value = Expression.Parameter(type, "value");
        return Expression.Lambda(typeof(AvroWrite<>).MakeGenericType(type), Write(schema, value, path), Writer, value).Compile();
    }

    private Expression Write(Schema schema, Expression value, string path)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (GenericTypes.IsGeneric(value.Type))
        {
            return Expression.Call(
                typeof(GenericValueWriter), nameof(GenericValueWriter.Write), null,
                Writer, Expression.Constant(schema, typeof(Schema)), Expression.Convert(value, typeof(object)), Expression.Constant(path));
        }

        return schema is UnionSchema union ? WriteUnion(union, value, path) : WriteSingle(schema, value, path);
    }

    private Expression WriteUnion(UnionSchema union, Expression value, string path)
    {
        var branches = union.Schemas.ToList();
        var nullIndex = branches.FindIndex(branch => branch.Tag == Schema.Type.Null);
        var type = Nullable.GetUnderlyingType(value.Type) ?? value.Type;
        var variable = Expression.Variable(value.Type, "item");
        var written = WriteBranch(union, type == value.Type ? variable : Expression.Property(variable, "Value"), path);
        if (nullIndex < 0 || (value.Type.IsValueType && type == value.Type))
        {
            return Expression.Block([variable], Expression.Assign(variable, value), written);
        }

        var isNull = type == value.Type
            ? (Expression)Expression.ReferenceEqual(variable, Expression.Constant(null, value.Type))
            : Expression.Not(Expression.Property(variable, "HasValue"));
        return Expression.Block([variable], Expression.Assign(variable, value), Expression.IfThenElse(isNull, WriteIndex(nullIndex), written));
    }

    /// <summary>Writes a non-null value as the branch that suits its type: the only one, or the first that accepts it.</summary>
    private BlockExpression WriteBranch(UnionSchema union, Expression value, string path)
    {
        AvroSchemaException? first = null;
        foreach (var (branch, index) in union.Schemas.Select((branch, index) => (branch, index)).Where(pair => pair.branch.Tag != Schema.Type.Null))
        {
            try
            {
                return Expression.Block(WriteIndex(index), WriteSingle(branch, value, path));
            }
            catch (AvroSchemaException exception)
            {
                first ??= exception;
            }
        }

        throw first ?? PlanErrors.NotWritable(path, union, value.Type);
    }

    private Expression WriteSingle(Schema schema, Expression value, string path)
    {
        if (Nullable.GetUnderlyingType(value.Type) is not null)
        {
            return WriteSingle(schema, UnwrapNullable(value, path), path);
        }

        if (ScalarWriteExpressions.TryWrite(Writer, schema, value, path) is { } scalar)
        {
            return scalar;
        }

        return SchemaRules.Base(schema) switch
        {
            RecordSchema record => WriteRecord(record, value, path),
            ArraySchema array when CollectionTypes.ItemOf(value.Type) is { } item =>
                WriteItems(nameof(CollectionWrites.WriteItems), array.ItemSchema, typeof(IEnumerable<>).MakeGenericType(item), item, value, path),
            ArraySchema array when MapEntries.RecordOf(array.ItemSchema) is { } entry && MapEntries.TypesOf(value.Type) is { } types =>
                WriteEntries(entry, types, value, path),
            MapSchema map when CollectionTypes.ValueOf(value.Type) is { } item => WriteItems(
                nameof(CollectionWrites.WriteEntries), map.ValueSchema, typeof(IEnumerable<>).MakeGenericType(
                    typeof(KeyValuePair<,>).MakeGenericType(typeof(string), item)), item, value, path),
            _ => throw PlanErrors.NotWritable(path, schema, value.Type),
        };
    }

    private MethodCallExpression WriteItems(string method, Schema schema, Type sequence, Type item, Expression value, string path) => Expression.Call(
        typeof(CollectionWrites),
        method,
        [item],
        Writer,
        Expression.Convert(ScalarWriteExpressions.NotNull(value, path), sequence),
        Expression.Constant(CompileDelegate(schema, item, $"{path}[]")));

    /// <summary>Writes a dictionary as an array of keys and values.</summary>
    private MethodCallExpression WriteEntries(RecordSchema record, (Type Key, Type Value) types, Expression value, string path)
    {
        var type = typeof(KeyValuePair<,>).MakeGenericType(types.Key, types.Value);
        var entry = Expression.Parameter(type, "entry");
        var fields = record.Fields.Select(
            field => Write(field.Schema, Expression.Property(entry, MapEntries.IsKey(field) ? "Key" : "Value"), $"{path}.{field.Name}"));
        var write = Expression.Lambda(typeof(AvroWrite<>).MakeGenericType(type), Expression.Block(typeof(void), fields), Writer, entry).Compile();
        return Expression.Call(
            typeof(CollectionWrites),
            nameof(CollectionWrites.WriteItems),
            [type],
            Writer,
            Expression.Convert(ScalarWriteExpressions.NotNull(value, path), typeof(IEnumerable<>).MakeGenericType(type)),
            Expression.Constant(write));
    }

    private static ConditionalExpression UnwrapNullable(Expression value, string path)
    {
        var type = Nullable.GetUnderlyingType(value.Type)!;
        return Expression.Condition(
            Expression.Property(value, "HasValue"),
            Expression.Property(value, "Value"),
            Expression.Call(typeof(PlanErrors), nameof(PlanErrors.NullToWrite), [type], Expression.Constant(path)));
    }

    private static MethodCallExpression WriteIndex(int index) => Expression.Call(Writer, nameof(AvroWriter.WriteInt32), null, Expression.Constant(index));
}
