using System.Reflection;
using System.Reflection.Emit;
using Avro;

namespace Commands.Streams.Avro.Tests.Differential;

/// <summary>Makes classes, enums and collections of C# for random schemas, as somebody would write them by hand.</summary>
internal sealed class PlainTypes
{
    private readonly ModuleBuilder _module = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Plain"), AssemblyBuilderAccess.RunAndCollect)
        .DefineDynamicModule("Plain");
    private readonly Dictionary<Schema, Type> _known = new(ReferenceEqualityComparer.Instance);
    private readonly List<TypeBuilder> _open = [];
    private int _names;

    /// <summary>Makes the type of a schema.</summary>
    /// <returns>Null if no plain type has its values, such as a union of several types.</returns>
    public static Type? TryCreate(Schema schema)
    {
        var types = new PlainTypes();
        try
        {
            var type = types.Of(schema);
            types._open.ForEach(open => open.CreateType());
            return type is TypeBuilder builder ? types._module.GetType(builder.FullName!) : type;
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    private Type Of(Schema schema) => schema switch
    {
        LogicalSchema logical => OfLogical(logical),
        RecordSchema record => OfRecord(record),
        EnumSchema symbols => OfEnum(symbols),
        FixedSchema => typeof(byte[]),
        UnionSchema union => OfUnion(union),
        ArraySchema array when OfItem(array.ItemSchema) is var item => typeof(List<>).MakeGenericType(item),
        MapSchema map when OfItem(map.ValueSchema) is var value => typeof(Dictionary<,>).MakeGenericType(typeof(string), value),
        _ => schema.Tag switch
        {
            Schema.Type.Boolean => typeof(bool),
            Schema.Type.Int => typeof(int),
            Schema.Type.Long => typeof(long),
            Schema.Type.Float => typeof(float),
            Schema.Type.Double => typeof(double),
            Schema.Type.Bytes => typeof(byte[]),
            Schema.Type.String => typeof(string),
            _ => throw new NotSupportedException(),
        },
    };

    private Type OfLogical(LogicalSchema schema) => schema.LogicalTypeName switch
    {
        "decimal" => typeof(decimal),
        "uuid" when schema.BaseSchema.Tag == Schema.Type.String => typeof(Guid),
        "date" => typeof(DateOnly),
        "time-millis" or "time-micros" => typeof(TimeOnly),
        "timestamp-millis" or "timestamp-micros" => typeof(DateTimeOffset),
        "local-timestamp-millis" or "local-timestamp-micros" => typeof(DateTime),
        _ => Of(schema.BaseSchema),
    };

    private Type OfItem(Schema schema) =>
        Of(schema) is var type && type is not (TypeBuilder or EnumBuilder) && !type.ContainsGenericParameters ? type : throw new NotSupportedException();

    private Type OfUnion(UnionSchema union)
    {
        var branches = union.Schemas.Where(branch => branch.Tag != Schema.Type.Null).ToList();
        var type = branches.Count == 1 ? Of(branches[0]) : throw new NotSupportedException();
        return branches.Count == union.Count || !type.IsValueType ? type : typeof(Nullable<>).MakeGenericType(type);
    }

    private Type OfRecord(RecordSchema schema)
    {
        if (_known.TryGetValue(schema, out var known))
        {
            return known;
        }

        var type = _module.DefineType($"Plain.R{_names++}", TypeAttributes.Public);
        type.DefineDefaultConstructor(MethodAttributes.Public);
        _known.Add(schema, type);
        _open.Add(type);
        foreach (var field in schema.Fields)
        {
            AddProperty(type, field.Name, Of(field.Schema));
        }

        return type;
    }

    private Type OfEnum(EnumSchema schema)
    {
        if (!_known.TryGetValue(schema, out var known))
        {
            var type = _module.DefineEnum($"Plain.E{_names++}", TypeAttributes.Public, typeof(int));
            foreach (var symbol in schema.Symbols)
            {
                type.DefineLiteral(symbol, schema.Ordinal(symbol));
            }

            _known.Add(schema, known = type.CreateType());
        }

        return known;
    }

    private static void AddProperty(TypeBuilder type, string name, Type propertyType)
    {
        var field = type.DefineField($"_{name}", propertyType, FieldAttributes.Private);
        var property = type.DefineProperty(name, PropertyAttributes.None, propertyType, null);
        var get = type.DefineMethod($"get_{name}", MethodAttributes.Public | MethodAttributes.SpecialName, propertyType, null);
        var code = get.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldfld, field);
        code.Emit(OpCodes.Ret);
        var set = type.DefineMethod($"set_{name}", MethodAttributes.Public | MethodAttributes.SpecialName, null, [propertyType]);
        code = set.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Stfld, field);
        code.Emit(OpCodes.Ret);
        property.SetGetMethod(get);
        property.SetSetMethod(set);
    }
}
