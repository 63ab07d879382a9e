using Commands.Streams.Errors;

namespace Commands.Streams.Serialization;

/// <summary>A null key or value was read for a type that cannot be null. It is never replaced by a default value.</summary>
public sealed class NullForValueTypeException : StreamsException
{
    internal NullForValueTypeException(RecordComponent component, Type type)
        : base(
            $"The {component.ToString().ToLowerInvariant()} is null, but the source declares it as {Name(type)}, which cannot be null. " +
            $"Declare {Name(type)}? and handle null, or filter such records out before they are written.")
    {
    }

    private static string Name(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Int64 => "long",
        TypeCode.Int32 => "int",
        TypeCode.Int16 => "short",
        TypeCode.Double => "double",
        TypeCode.Single => "float",
        TypeCode.Boolean => "bool",
        _ => type.Name,
    };
}
