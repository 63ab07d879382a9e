namespace Commands.Streams.Avro.Tests.Fixtures;

public sealed record ShipTo(string? Street, string? City);

/// <summary>A plain record for a stream of ksqlDB's, whose fields are in upper case and may all be null.</summary>
public sealed record OrderRecord(
    string CustomerName, int Pieces, long CustomerId, double? Weight, bool Express, decimal Price, DateTimeOffset Placed,
    IReadOnlyList<string?>? Tags, ShipTo? ShipTo)
{
    /// <summary>The values that Fixtures.java writes.</summary>
    public static OrderRecord Example { get; } = new(
        "Ada", 3, 12005, 1.5, true, -99.95m, new DateTimeOffset(
            2026, 2, 3, 4, 5, 6, 789, TimeSpan.Zero), ["a", null, "b"], new ShipTo("2 Roadford Avenue", null));
}
