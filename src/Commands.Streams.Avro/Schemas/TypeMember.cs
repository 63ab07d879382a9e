using System.ComponentModel;
using System.Linq.Expressions;
using System.Reflection;

namespace Commands.Streams.Avro.Schemas;

/// <summary>A property of a plain type that is part of its schema, with the constructor parameter that sets it, if there is one.</summary>
internal sealed record TypeMember(PropertyInfo Property, ParameterInfo? Parameter, string Name, NullabilityInfo Nullability)
{
    public Type Type => Property.PropertyType;

    public bool IsNullable => AllowsNull(Nullability);

    /// <summary>The value that a reader sets for a field that was not written: the default of the parameter, or that of the attribute.</summary>
    public object? DefaultValue => Parameter is { HasDefaultValue: true }
        ? ParameterDefaults.Of(Parameter)
        : Property.GetCustomAttribute<DefaultValueAttribute>()?.Value;

    public IEnumerable<string> Aliases => Attributes<AvroAliasAttribute>().Select(alias => alias.Name);

    public AvroDecimalAttribute? Decimal => Attributes<AvroDecimalAttribute>().FirstOrDefault();

    public Expression Get(Expression instance) => Expression.Property(instance, Property);

    /// <summary>True if a type may be null in a given context; code without nullable annotations is assumed to allow it.</summary>
    public static bool AllowsNull(NullabilityInfo place) =>
        place.Type.IsValueType ? Nullable.GetUnderlyingType(place.Type) is not null : place.ReadState != NullabilityState.NotNull;

    /// <summary>Returns the attributes of the property, and of the parameter, where those of a positional record are placed.</summary>
    private IEnumerable<T> Attributes<T>()
        where T : Attribute => Property.GetCustomAttributes<T>().Concat(Parameter?.GetCustomAttributes<T>() ?? []);
}
