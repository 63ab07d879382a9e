using System.Buffers.Text;
using System.Numerics;
using Avro;
using Commands.Streams.Avro.Binary;

namespace Commands.Streams.Avro.Plans;

/// <summary>Converts base values to values of logical types. Values out of range are refused.</summary>
internal static class LogicalReads
{
    public static DateTime ToDateTime(long value, TickScale scale, DateTimeKind kind)
    {
        var ticks = (Int128)DateTime.UnixEpoch.Ticks + scale.ToTicks(value);
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? new DateTime((long)ticks, kind) : throw OutOfRange(value, "a point in time");
    }

    public static DateTimeOffset ToDateTimeOffset(long value, TickScale scale) => new(ToDateTime(value, scale, DateTimeKind.Utc), TimeSpan.Zero);

    public static DateTime DaysToDateTime(long days) => ToDateTime(days, new TickScale(TimeSpan.TicksPerDay, 1), DateTimeKind.Utc);

    public static DateOnly ToDateOnly(long days) => DateOnly.FromDateTime(DaysToDateTime(days));

    public static TimeSpan ToTimeSpan(long value, TickScale scale)
    {
        var ticks = scale.ToTicks(value);
        return ticks >= 0 && ticks < TimeSpan.TicksPerDay ? new TimeSpan((long)ticks) : throw OutOfRange(value, "a time of day");
    }

    public static TimeOnly ToTimeOnly(long value, TickScale scale) => TimeOnly.FromTimeSpan(ToTimeSpan(value, scale));

    public static Guid ReadGuid(ref AvroReader reader)
    {
        var text = reader.ReadSpan();
        return Utf8Parser.TryParse(text, out Guid value, out var consumed) && consumed == text.Length
            ? value
            : throw new AvroDataException($"A UUID must be 36 characters of text, but these {text.Length} bytes are not a UUID.");
    }

    public static decimal ReadDecimal(ref AvroReader reader, int size, int scale)
    {
        var unscaled = ReadInteger(ref reader, size);
        var magnitude = BigInteger.Abs(unscaled);
        if (magnitude.GetBitLength() > 96 || scale > 28)
        {
            throw new AvroDataException($"A decimal of {magnitude.GetBitLength()} bits with {scale} decimal places does not fit into System.Decimal.");
        }

        Span<byte> bytes = stackalloc byte[12];
        bytes.Clear();
        magnitude.TryWriteBytes(bytes, out _, isUnsigned: true);
        return new decimal(
            BitConverter.ToInt32(bytes), BitConverter.ToInt32(bytes[4..]), BitConverter.ToInt32(bytes[8..]), unscaled.Sign < 0, (byte)scale);
    }

    public static AvroDecimal ReadAvroDecimal(ref AvroReader reader, int size, int scale) => new(ReadInteger(ref reader, size), scale);

    /// <summary>Reads a big-endian number in two's complement; of a fixed size, or with a length prefix if the size is negative.</summary>
    private static BigInteger ReadInteger(ref AvroReader reader, int size) =>
        new(size < 0 ? reader.ReadSpan() : reader.Take(size), isUnsigned: false, isBigEndian: true);

    private static AvroDataException OutOfRange(long value, string what) => new($"The number {value} is not {what} that .NET can represent.");
}
