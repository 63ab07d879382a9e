using Commands.Streams.Errors;

namespace Commands.Streams.Serialization;

/// <summary>A null key or value was read for a type that cannot be null. It is never replaced by a default value.</summary>
public sealed class NullForValueTypeException : StreamsException
{
    internal NullForValueTypeException(RecordComponent component, Type type)
        : base(
            $"The {component.ToString().ToLowerInvariant()} is null, but the source declares it as {TypeNames.Print(type)}, which cannot be null. " +
            $"Declare {TypeNames.Print(type)}? and handle null, or filter such records out before they are written.")
    {
    }
}
