namespace Commands.Streams.Avro.Tests.Fixtures;

public sealed record Part(long Id, string Unit = "piece");

/// <summary>A plain record as it would be after item-v1.avsc: renamed, widened, with fields more and fields less.</summary>
public sealed record ItemRecord(
    List<Part> Parts,
    [AvroAlias("title")] string Name,
    long Count,
    double Weight,
    double Volume,
    byte[] Code,
    long? Size,
    int? Grade,
    string Currency = "EUR",
    string? Note = null,
    int? Level = 3)
{
    /// <summary>What Fixtures.java writes with item-v1.avsc.</summary>
    public static ItemRecord Example { get; } = new([new Part(1), new Part(300)], "Lamp", -7, 0.5, 1 << 20, "L-1"u8.ToArray(), 42, 2);
}
