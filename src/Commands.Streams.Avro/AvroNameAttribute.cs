namespace Commands.Streams.Avro;

/// <summary>Sets the name of a property, a type or an enum member in the schema, if it differs from the C# name.</summary>
/// <param name="name">The name. The name of a type may include a namespace: <c>com.acme.Order</c>.</param>
[AttributeUsage(
    AttributeTargets.Property | AttributeTargets.Parameter | AttributeTargets.Field | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class AvroNameAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}
