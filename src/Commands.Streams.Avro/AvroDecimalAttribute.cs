namespace Commands.Streams.Avro;

/// <summary>Digits of a <see cref="decimal"/> in the schema; without it, 28 of which 10 are behind the point.</summary>
/// <param name="precision">All digits, 1 to 28.</param>
/// <param name="scale">The digits behind the point, 0 to <paramref name="precision"/>. A value with more is refused, not rounded.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class AvroDecimalAttribute(int precision, int scale) : Attribute
{
    /// <summary>All digits.</summary>
    public int Precision { get; } = precision;

    /// <summary>The digits behind the point.</summary>
    public int Scale { get; } = scale;
}
