namespace Commands.Streams.Avro;

/// <summary>A property that is no part of the schema.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AvroIgnoreAttribute : Attribute;
