namespace Commands.Streams.Avro.Tests.Support;

public enum Priority
{
    Low,
    [AvroName("HIGH")]
    High,
}

public readonly record struct Money([property: AvroDecimal(12, 2)] decimal Amount, string Currency);

public sealed record Line(string Sku, int Count, Money? Price = null, IReadOnlyList<string>? Tags = null);

/// <summary>One of everything.</summary>
public sealed record Order(
    long Id,
    string Customer,
    string? Note,
    bool Express,
    float Weight,
    double? Rate,
    byte[] Signature,
    [AvroDecimal(20, 4)] decimal Total,
    DateTimeOffset Placed,
    DateOnly Due,
    TimeOnly Slot,
    Guid Token,
    Priority Priority,
    List<Line> Lines,
    Dictionary<string, int?> Counts,
    Order? Previous,
    short Small = 7,
    string Channel = "web")
{
    public static Order Example { get; } = new(
        12005, "Ada", null, true, 1.5f, null, [1, 2, 3], 1234.5678m, new DateTimeOffset(2026, 2, 3, 4, 5, 6, 789, TimeSpan.Zero), new DateOnly(2026, 3, 1),
        new TimeOnly(8, 30), Guid.Parse("0b8f4c1e-6a3b-4f1b-9a33-b0f1a3c4d5e6"), Priority.High,
        [new Line("a", 1), new Line("b", -2, new Money(-9.99m, "EUR"), ["x", "yy"])],
        new Dictionary<string, int?> { ["one"] = 1, ["none"] = null },
        null);
}
