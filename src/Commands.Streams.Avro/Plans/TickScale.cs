namespace Commands.Streams.Avro.Plans;

/// <summary>A unit of time against .NET's ticks of 100 ns: how many ticks it has, or what part of one it is.</summary>
internal readonly record struct TickScale(long Multiplier, long Divisor)
{
    /// <summary>The unit of a logical type by its name's ending.</summary>
    public static TickScale Of(string logicalType) =>
        logicalType.EndsWith("millis", StringComparison.Ordinal) ? new TickScale(TimeSpan.TicksPerMillisecond, 1)
        : logicalType.EndsWith("micros", StringComparison.Ordinal) ? new TickScale(TimeSpan.TicksPerMicrosecond, 1)
        : new TickScale(1, TimeSpan.NanosecondsPerTick);

    public Int128 ToTicks(long value) => (Int128)value * Multiplier / Divisor;

    /// <summary>Rounds towards the past, so that an order of times stays one.</summary>
    public long FromTicks(long ticks) => checked((ticks >= 0 ? ticks / Multiplier : -((-ticks + Multiplier - 1) / Multiplier)) * Divisor);
}
