using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Avro;
using Commands.Streams.Avro.Binary;
using Commands.Streams.Avro.Schemas;

namespace Commands.Streams.Avro.Plans;

/// <summary>
/// Compiles how data of one schema is read as another into a type: the schemas are resolved once, here, and reading only follows the result. The type
/// <see cref="object"/> stands for Apache Avro's generic values. Data that can never be read fails here; a failure that depends on the data, such as
/// on a union's branch, happens while reading.
/// </summary>
internal sealed partial class ReadPlanCompiler
{
    private static readonly ParameterExpression Reader = Expression.Parameter(typeof(AvroReader).MakeByRefType(), "reader");

    private readonly Dictionary<PlanKey, object> _records = [];
    private readonly bool _looseNames;
    private readonly bool _isSpecific;
    private readonly bool _isStrict;

    private ReadPlanCompiler(Type root, bool isStrict)
    {
        _isStrict = isStrict;
        _isSpecific = GenericTypes.IsSpecific(root);
        _looseNames = !_isSpecific && !GenericTypes.IsGeneric(root);
    }

    /// <summary>Compiles a plan.</summary>
    /// <param name="writer">The schema of the data.</param>
    /// <param name="reader">The schema to read it as.</param>
    /// <param name="isStrict">True to refuse unreadable items at once; false to refuse them only in data that contains some.</param>
    public static AvroRead<T> Compile<T>(Schema writer, Schema reader, bool isStrict = false) =>
        (AvroRead<T>)new ReadPlanCompiler(typeof(T), isStrict).CompileDelegate(writer, reader, typeof(T), NameOf(reader, typeof(T)));

    private static string NameOf(Schema schema, Type type) => schema is NamedSchema named ? named.Name : type.Name;

    private Delegate CompileDelegate(Schema writer, Schema reader, Type type, string path) =>
        Expression.Lambda(typeof(AvroRead<>).MakeGenericType(type), Read(writer, reader, type, path), Reader).Compile();

    private Expression Read(Schema writer, Schema reader, Type type, string path)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (writer is UnionSchema written)
        {
            return ReadUnion(written, reader, type, path);
        }

        if (reader is UnionSchema wanted)
        {
            return Read(writer, SchemaRules.Match(wanted, writer) ?? throw PlanErrors.Incompatible(path, writer, reader, type), type, path);
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return writer.Tag == Schema.Type.Null ? Expression.Default(type) : Expression.Convert(Read(writer, reader, underlying, path), type);
        }

        return ReadNotNull(writer, reader, _isSpecific ? GenericTypes.SpecificTypeOf(reader, type) : type, path) is var read && read.Type == type
            ? read
            : Expression.Convert(read, type);
    }

    private Expression ReadNotNull(Schema writer, Schema reader, Type type, string path)
    {
        if (LogicalReadExpressions.TryRead(Reader, writer, reader, type) is { } logical)
        {
            return logical;
        }

        var (from, to) = (SchemaRules.Base(writer), SchemaRules.Base(reader));
        return (from, to) switch
        {
            (RecordSchema one, RecordSchema other) => ReadRecord(one, other, type, path),
            (EnumSchema one, EnumSchema other) => EnumReadExpressions.Read(Reader, one, other, type, path),
            (FixedSchema one, FixedSchema other) when one.Size == other.Size => FixedReadExpressions.Read(Reader, other, type, path),
            (ArraySchema one, _) when TryReadEntries(one, to, type, path) is { } entries => entries,
            (ArraySchema one, ArraySchema other) => ReadArray(one.ItemSchema, other.ItemSchema, type, path),
            (MapSchema one, MapSchema other) => ReadMap(one.ValueSchema, other.ValueSchema, type, path),
            _ => ScalarReadExpressions.TryRead(Reader, from.Tag, to.Tag, type, path) ?? throw PlanErrors.Incompatible(path, writer, reader, type),
        };
    }

    private Expression ReadUnion(UnionSchema writer, Schema reader, Type type, string path)
    {
        var branches = new Expression[writer.Count];
        AvroSchemaException? first = null;
        var readable = 0;
        for (var i = 0; i < branches.Length; i++)
        {
            try
            {
                branches[i] = Read(writer[i], reader, type, path);
                readable++;
            }
            catch (AvroSchemaException exception)
            {
                first ??= exception;
                branches[i] = writer[i].Tag == Schema.Type.Null
                    ? Throw(nameof(PlanErrors.Null), type, path)
                    : Throw(nameof(PlanErrors.Branch), type, exception.Message);
            }
        }

        if (readable == 0)
        {
            throw first ?? PlanErrors.Incompatible(path, writer, reader, type);
        }

        var index = Expression.Call(Reader, nameof(AvroReader.ReadIndex), null, Expression.Constant(branches.Length));
        return branches.Length == 2
            ? Expression.Condition(Expression.Equal(index, Expression.Constant(0)), branches[0], branches[1])
            : Expression.Switch(
                index,
                Expression.Default(type),
                [.. branches.Select((branch, i) => Expression.SwitchCase(branch, Expression.Constant(i)))]);
    }

    private Expression ReadArray(Schema writer, Schema reader, Type type, string path)
    {
        var item = type == typeof(object) ? typeof(object) : CollectionTypes.ItemOf(type);
        return item is null
            ? throw PlanErrors.Incompatible(path, ArraySchema.Create(writer), ArraySchema.Create(reader), type)
            : ReadItems(
                type == typeof(object) || type.IsArray ? nameof(CollectionReads.ReadArray) : nameof(CollectionReads.ReadList), writer, reader, item, 0, path);
    }

    private Expression ReadMap(Schema writer, Schema reader, Type type, string path)
    {
        var value = type == typeof(object) ? typeof(object) : CollectionTypes.ValueOf(type);
        return value is null
            ? throw PlanErrors.Incompatible(path, MapSchema.CreateMap(writer), MapSchema.CreateMap(reader), type)
            : ReadItems(nameof(CollectionReads.ReadMap), writer, reader, value, 1, path);
    }

    private Expression ReadItems(string method, Schema writer, Schema reader, Type item, int smallestKey, string path) => Expression.Call(
        typeof(CollectionReads),
        method,
        [item],
        Reader,
        Expression.Constant(CompileItem(writer, reader, item, $"{path}[]")),
        Expression.Constant(SchemaRules.SmallestSize(writer) + smallestKey));

    /// <summary>Unreadable items only affect arrays and maps that contain some.</summary>
    private Delegate CompileItem(Schema writer, Schema reader, Type item, string path)
    {
        try
        {
            return CompileDelegate(writer, reader, item, path);
        }
        catch (AvroSchemaException exception) when (!_isStrict)
        {
            return Expression.Lambda(typeof(AvroRead<>).MakeGenericType(item), Throw(nameof(PlanErrors.Branch), item, exception.Message), Reader).Compile();
        }
    }

    private static Expression Throw(string method, Type type, string text) =>
        Expression.Call(typeof(PlanErrors), method, [type], Expression.Constant(text));
}
