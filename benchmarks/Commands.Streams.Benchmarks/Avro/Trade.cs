namespace Commands.Streams.Benchmarks.Avro;

/// <summary>A record of ten fields, as a plain type.</summary>
public sealed record Trade(
    long Id, string Symbol, string Account, double Price, int Quantity, bool IsBuy, long Time, string? Note, float Fee, int Venue)
{
    public static Trade Example { get; } = new(9_000_000_123, "ACME", "customer-12005", 101.25, 300, true, 1_770_000_000_000, null, 0.25f, 7);
}
