using Avro;
using Avro.Generic;

namespace Commands.Streams.Avro.Tests.Fixtures;

public enum Paint
{
    [AvroName("RED")]
    Red,
    [AvroName("GREEN")]
    Green,
    [AvroName("BLUE")]
    Blue,
}

public sealed record Dimension(int Width, string Unit);

/// <summary>A plain record for the schema wide.avsc.</summary>
public sealed record WideRecord(
    bool Flag,
    int Small,
    long Big,
    float Ratio,
    double Exact,
    string Text,
    byte[] Data,
    object? Nothing,
    string? Note,
    long? Limit,
    object Choice,
    Paint Color,
    int[] Numbers,
    List<string?> Names,
    IReadOnlyDictionary<string, long> Counts,
    byte[] Checksum,
    Dimension Size,
    IReadOnlyList<Dimension> Sizes,
    decimal Price,
    decimal Rate,
    DateOnly Day,
    TimeOnly Slot,
    TimeOnly Instant,
    DateTimeOffset Sent,
    DateTime Seen,
    Guid Token,
    WideRecord? Previous)
{
    /// <summary>The values that Fixtures.java writes.</summary>
    public static WideRecord Example { get; } = new(
        true, int.MinValue, long.MinValue, 1.5f, 0.1, "käse", [0, 255, 127], null, "a note", 64, -65L, Paint.Blue, [1, -1, 63, 64, -64, -65, 300000],
        ["x", null],
        new Dictionary<string, long> { ["one"] = 1, ["many"] = long.MaxValue }, [1, 2, 253, 252], new Dimension(150, "cm"),
        [new Dimension(1, "m"), new Dimension(2, "m")],
        1.28m, -0.000001m, new DateOnly(2026, 2, 3), new TimeOnly(8, 30, 0, 5), new TimeOnly(23, 59, 59, 999, 999), new DateTimeOffset(
            2026, 2, 3, 4, 5, 6, 789, TimeSpan.Zero),
        DateTime.UnixEpoch.AddTicks(-TimeSpan.TicksPerMicrosecond), Guid.Parse("0b8f4c1e-6a3b-4f1b-9a33-b0f1a3c4d5e6"),
        new WideRecord(
            false, int.MaxValue, -1, 0, -2.25, "", [], null, null, null, GenericSize(7, "mm"), Paint.Red, [], [], new Dictionary<string, long>(),
            [0, 0, 0, 0], new Dimension(0, ""), [],
            0.00m, 123456789012.345678m, new DateOnly(1970, 1, 1), default, default, DateTimeOffset.UnixEpoch, DateTime.UnixEpoch, Guid.Empty, null));

    /// <summary>A union of several types is an object, so its record is a generic one.</summary>
    private static GenericRecord GenericSize(int width, string unit)
    {
        var schema = (RecordSchema)Schema.Parse(FixtureFiles.Schema("wide"));
        var record = new GenericRecord((RecordSchema)schema["size"].Schema);
        record.Add("width", width);
        record.Add("unit", unit);
        return record;
    }
}
