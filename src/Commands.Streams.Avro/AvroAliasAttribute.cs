namespace Commands.Streams.Avro;

/// <summary>Declares an earlier name of a property: fields that were written under that name are read into the property.</summary>
/// <param name="name">The earlier name.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter, AllowMultiple = true)]
public sealed class AvroAliasAttribute(string name) : Attribute
{
    /// <summary>The earlier name.</summary>
    public string Name { get; } = name;
}
