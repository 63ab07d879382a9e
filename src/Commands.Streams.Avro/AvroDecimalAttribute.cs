namespace Commands.Streams.Avro;

/// <summary>Sets the digits of a <see cref="decimal"/> in the schema; without it, 28 digits with 10 decimal places.</summary>
/// <param name="precision">The total number of digits, 1 to 28.</param>
/// <param name="scale">The number of decimal places, 0 to <paramref name="precision"/>. A value with more is refused, not rounded.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class AvroDecimalAttribute(int precision, int scale) : Attribute
{
    /// <summary>The total number of digits.</summary>
    public int Precision { get; } = precision;

    /// <summary>The number of decimal places.</summary>
    public int Scale { get; } = scale;
}
