using System.Linq.Expressions;
using Avro;
using Commands.Streams.Avro.Schemas;

namespace Commands.Streams.Avro.Plans;

internal sealed partial class ReadPlanCompiler
{
    private static readonly Schema Text = PrimitiveSchema.Create(Schema.Type.String);

    /// <summary>Reads an array of keys and values into a dictionary.</summary>
    /// <returns>Null if the array is not of that kind, or the target is not a dictionary.</returns>
    private Expression? TryReadEntries(ArraySchema writer, Schema reader, Type type, string path)
    {
        if (!_looseNames || MapEntries.RecordOf(writer.ItemSchema) is not { } written || MapEntries.TypesOf(type) is not { } types)
        {
            return null;
        }

        var wanted = reader is ArraySchema array ? MapEntries.RecordOf(array.ItemSchema) : null;
        if (wanted is null && reader is not MapSchema)
        {
            return null;
        }

        var (key, value) = (Expression.Variable(types.Key, "key"), Expression.Variable(types.Value, "value"));
        var steps = written.Fields.Select(field => MapEntries.IsKey(field)
            ? Expression.Assign(
                key,
                Read(field.Schema, wanted is null ? Text : MapEntries.KeyOf(wanted.Fields.Find(MapEntries.IsKey)!.Schema), types.Key, $"{path}.{field.Name}"))
            : Expression.Assign(
                value,
                Read(
                    field.Schema,
                    wanted?.Fields.Find(other => !MapEntries.IsKey(other))!.Schema ?? ((MapSchema)reader).ValueSchema,
                    types.Value,
                    $"{path}.{field.Name}")));
        var pair = typeof(KeyValuePair<,>).MakeGenericType(types.Key, types.Value);
        var entry = Expression.Block([key, value], [.. steps, Expression.New(pair.GetConstructor([types.Key, types.Value])!, key, value)]);
        return Expression.Call(
            typeof(CollectionReads),
            nameof(CollectionReads.ReadEntries),
            [types.Key, types.Value],
            Reader,
            Expression.Constant(Expression.Lambda(typeof(AvroRead<>).MakeGenericType(pair), entry, Reader).Compile()),
            Expression.Constant(SchemaRules.SmallestSize(written)));
    }
}
