namespace Commands.Streams.Avro.Plans;

/// <summary>A unit of time relative to .NET's ticks of 100 ns: the number of ticks in it, or the number of units in a tick.</summary>
internal readonly record struct TickScale(long Multiplier, long Divisor)
{
    /// <summary>Returns the unit of a logical type from the suffix of its name.</summary>
    public static TickScale Of(string logicalType) =>
        logicalType.EndsWith("millis", StringComparison.Ordinal) ? new TickScale(TimeSpan.TicksPerMillisecond, 1)
        : logicalType.EndsWith("micros", StringComparison.Ordinal) ? new TickScale(TimeSpan.TicksPerMicrosecond, 1)
        : new TickScale(1, TimeSpan.NanosecondsPerTick);

    public Int128 ToTicks(long value) => (Int128)value * Multiplier / Divisor;

    /// <summary>Rounds towards the past, so that the order of times is preserved.</summary>
    public long FromTicks(long ticks) => checked((ticks >= 0 ? ticks / Multiplier : -((-ticks + Multiplier - 1) / Multiplier)) * Divisor);
}
