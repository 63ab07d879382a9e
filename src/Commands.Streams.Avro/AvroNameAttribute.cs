namespace Commands.Streams.Avro;

/// <summary>What a property, a type or an enum's member is called in the schema, if that is not its name in C#.</summary>
/// <param name="name">The name. That of a type may begin with a namespace: <c>com.acme.Order</c>.</param>
[AttributeUsage(
    AttributeTargets.Property | AttributeTargets.Parameter | AttributeTargets.Field | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class AvroNameAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}
