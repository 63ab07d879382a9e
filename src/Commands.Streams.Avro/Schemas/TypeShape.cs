using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace Commands.Streams.Avro.Schemas;

/// <summary>The structure of a class, record or struct: the properties of its schema, and the constructor that creates it.</summary>
internal sealed class TypeShape
{
    private static readonly ConcurrentDictionary<Type, TypeShape> Shapes = new();

    private readonly ConstructorInfo? _constructor;

    private TypeShape(Type type)
    {
        Type = type;
        _constructor = FindConstructor(type);
        Members = [.. FindMembers(type, _constructor?.GetParameters() ?? [])];
    }

    public Type Type { get; }

    public IReadOnlyList<TypeMember> Members { get; }

    public static TypeShape Of(Type type) => Shapes.GetOrAdd(type, static key => new TypeShape(key));

    /// <summary>Finds the member whose name matches exactly, otherwise without regard to case and underscores.</summary>
    public TypeMember? Find(string fieldName) =>
        Members.FirstOrDefault(member => member.Name == fieldName) ?? Members.FirstOrDefault(member => LooseName.Equals(member.Name, fieldName));

    /// <summary>Creates an instance from values that were read.</summary>
    public Expression Construct(IReadOnlyDictionary<TypeMember, Expression> values)
    {
        var parameters = _constructor?.GetParameters() ?? [];
        var arguments = parameters.Select(parameter => Argument(parameter, values));
        var created = _constructor is null ? Expression.New(Type) : Expression.New(_constructor, arguments);
        var bindings = values
            .Where(pair => pair.Key.Parameter is null && pair.Key.Property.CanWrite)
            .Select(pair => Expression.Bind(pair.Key.Property, pair.Value))
            .ToList();
        return bindings.Count == 0 ? created : Expression.MemberInit(created, bindings);
    }

    private static Expression Argument(ParameterInfo parameter, IReadOnlyDictionary<TypeMember, Expression> values)
    {
        var member = values.Keys.FirstOrDefault(member => member.Parameter == parameter);
        return member is not null ? values[member] : parameter.HasDefaultValue && ParameterDefaults.Of(parameter) is { } value
            ? Expression.Constant(value, parameter.ParameterType)
            : Expression.Default(parameter.ParameterType);
    }

    private static ConstructorInfo? FindConstructor(Type type)
    {
        var constructors = type.GetConstructors();
        return constructors.FirstOrDefault(constructor => constructor.GetParameters().Length == 0)
            ?? constructors
                .Where(constructor => constructor.GetParameters().All(parameter => FindProperty(type, parameter) is not null))
                .MaxBy(constructor => constructor.GetParameters().Length)
            ?? (type.IsValueType ? null : throw new AvroSchemaException(
                $"{type} cannot be created from Avro data. " +
                "Add a public constructor without parameters, or one whose parameters all have the names of properties."));
    }

    private static IEnumerable<TypeMember> FindMembers(Type type, ParameterInfo[] parameters)
    {
        var nullability = new NullabilityInfoContext();
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanRead && property.GetIndexParameters().Length == 0 && property.GetCustomAttribute<AvroIgnoreAttribute>() is null)
            .OrderBy(property => Depth(property.DeclaringType!))
            .ThenBy(property => property.MetadataToken);
        foreach (var property in properties)
        {
            var parameter = parameters.FirstOrDefault(parameter => FindProperty(type, parameter) == property);
            if (parameter is null && property.SetMethod is not { IsPublic: true })
            {
                continue;
            }

            var name = (property.GetCustomAttribute<AvroNameAttribute>() ?? parameter?.GetCustomAttribute<AvroNameAttribute>())?.Name ?? property.Name;
            yield return new TypeMember(property, parameter, name, nullability.Create(property));
        }
    }

    private static PropertyInfo? FindProperty(Type type, ParameterInfo parameter) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .FirstOrDefault(
            property => property.PropertyType == parameter.ParameterType && string.Equals(property.Name, parameter.Name, StringComparison.OrdinalIgnoreCase));

    private static int Depth(Type type) => type.BaseType is { } parent ? Depth(parent) + 1 : 0;
}
