using System.ComponentModel;
using System.Linq.Expressions;
using System.Reflection;

namespace Commands.Streams.Avro.Schemas;

/// <summary>A property of a plain type that is part of its schema, with the constructor's parameter that sets it, if one does.</summary>
internal sealed record TypeMember(PropertyInfo Property, ParameterInfo? Parameter, string Name, NullabilityInfo Nullability)
{
    public Type Type => Property.PropertyType;

    public bool IsNullable => AllowsNull(Nullability);

    /// <summary>What a reader gets for a field that was not written: the parameter's default, or that of the attribute.</summary>
    public object? DefaultValue => Parameter is { HasDefaultValue: true }
        ? ParameterDefaults.Of(Parameter)
        : Property.GetCustomAttribute<DefaultValueAttribute>()?.Value;

    public IEnumerable<string> Aliases => Attributes<AvroAliasAttribute>().Select(alias => alias.Name);

    public AvroDecimalAttribute? Decimal => Attributes<AvroDecimalAttribute>().FirstOrDefault();

    public Expression Get(Expression instance) => Expression.Property(instance, Property);

    /// <summary>Whether a type at a place may be null there; code without nullable annotations is not known to say no.</summary>
    public static bool AllowsNull(NullabilityInfo place) =>
        place.Type.IsValueType ? Nullable.GetUnderlyingType(place.Type) is not null : place.ReadState != NullabilityState.NotNull;

    /// <summary>Attributes of the property, and of the parameter, which is where those of a positional record go.</summary>
    private IEnumerable<T> Attributes<T>()
        where T : Attribute => Property.GetCustomAttributes<T>().Concat(Parameter?.GetCustomAttributes<T>() ?? []);
}
