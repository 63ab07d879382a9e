using System.Buffers.Text;
using System.Numerics;
using Avro;
using Commands.Streams.Avro.Binary;

namespace Commands.Streams.Avro.Plans;

/// <summary>
/// Converts values to base values of logical types, and to bytes of fixed size. A value that the schema cannot hold exactly is refused, except for
/// times, which are truncated to the unit.
/// </summary>
internal static class LogicalWrites
{
    public static long DaysOf(DateOnly value) => value.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    public static long DaysOf(DateTime value) => DaysOf(DateOnly.FromDateTime(value));

    public static long UnitsOf(DateTime value, TickScale scale) =>
        scale.FromTicks((value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : value).Ticks - DateTime.UnixEpoch.Ticks);

    public static long UnitsOf(DateTimeOffset value, TickScale scale) => scale.FromTicks(value.UtcTicks - DateTime.UnixEpoch.Ticks);

    public static long LocalUnitsOf(DateTime value, TickScale scale) => scale.FromTicks(value.Ticks - DateTime.UnixEpoch.Ticks);

    public static long LocalUnitsOf(DateTimeOffset value, TickScale scale) => scale.FromTicks(value.Ticks - DateTime.UnixEpoch.Ticks);

    public static long UnitsOf(TimeOnly value, TickScale scale) => scale.FromTicks(value.Ticks);

    public static long UnitsOf(TimeSpan value, TickScale scale) => value >= TimeSpan.Zero && value < TimeSpan.FromDays(1)
        ? scale.FromTicks(value.Ticks)
        : throw new AvroDataException($"The time {value} is not a time of day.");

    public static void WriteGuid(ref AvroWriter writer, Guid value)
    {
        Span<byte> text = stackalloc byte[36];
        Utf8Formatter.TryFormat(value, text, out var length);
        writer.WriteBytes(text[..length]);
    }

    public static void WriteBytes(ref AvroWriter writer, byte[] value) => writer.WriteBytes(value);

    public static void WriteFixed(ref AvroWriter writer, byte[] value, int size, string path)
    {
        if (value.Length != size)
        {
            throw new AvroDataException($"'{path}' has {value.Length} bytes, but the schema requires {size}.");
        }

        writer.WriteFixed(value);
    }

    public static void WriteDecimal(ref AvroWriter writer, AvroDecimal value, DecimalFormat format, string path)
    {
        var (scale, limit, precision, size) = format;
        var unscaled = value.UnscaledValue;
        if (value.Scale <= scale)
        {
            unscaled *= BigInteger.Pow(10, scale - value.Scale);
        }
        else
        {
            unscaled = BigInteger.DivRem(unscaled, BigInteger.Pow(10, value.Scale - scale), out var lost);
            if (!lost.IsZero)
            {
                throw new AvroDataException($"'{path}' is {value}, which has more than the {scale} decimal places of the schema. Round it first.");
            }
        }

        if (BigInteger.Abs(unscaled) >= limit)
        {
            throw new AvroDataException($"'{path}' is {value}, which has more than the {precision} digits of the schema, {scale} of them decimal places.");
        }

        var length = unscaled.GetByteCount();
        if (size >= 0 && length > size)
        {
            throw new AvroDataException($"'{path}' is {value}, which needs {length} bytes, but the schema allows {size}.");
        }

        var bytes = new byte[Math.Max(length, size)];
        bytes.AsSpan().Fill(unscaled.Sign < 0 ? (byte)0xFF : (byte)0);
        unscaled.TryWriteBytes(bytes.AsSpan(bytes.Length - length), out _, isUnsigned: false, isBigEndian: true);
        if (size < 0)
        {
            writer.WriteBytes(bytes);
        }
        else
        {
            writer.WriteFixed(bytes);
        }
    }

    public static void RefuseSymbol(object? value, EnumSchema schema, string path) => throw new AvroDataException(
        $"'{path}' is {value ?? "null"}, which is not a symbol of {PlanErrors.Describe(schema)}: {string.Join(", ", schema.Symbols)}.");
}
