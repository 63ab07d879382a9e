namespace Commands.Streams.Avro;

/// <summary>Excludes a property from the schema.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AvroIgnoreAttribute : Attribute;
