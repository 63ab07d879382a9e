using System.Reflection;

namespace Commands.Streams.Avro.Schemas;

/// <summary>
/// Returns the defaults of parameters as values of their types. Reflection returns those of nullable enums as numbers, and those of structs that are
/// not constants as null.
/// </summary>
internal static class ParameterDefaults
{
    public static object? Of(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        var underlying = Nullable.GetUnderlyingType(type);
        return parameter.DefaultValue switch
        {
            null => type.IsValueType && underlying is null ? Activator.CreateInstance(type) : null,
            { } value when (underlying ?? type).IsEnum => Enum.ToObject(underlying ?? type, value),
            var value => value,
        };
    }
}
