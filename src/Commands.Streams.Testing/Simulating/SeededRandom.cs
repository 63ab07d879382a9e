namespace Commands.Streams.Testing.Simulating;

/// <summary>The same numbers from the same seed on every machine and runtime (SplitMix64).</summary>
internal sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>From 0 to below a bound.</summary>
    public int Below(int bound) => (int)((Next() >> 32) * (ulong)bound >> 32);

    /// <summary>From one number to another, both included.</summary>
    public int Between(int from, int to) => from + Below(to - from + 1);

    /// <summary>True with a probability.</summary>
    public bool Chance(double probability) => (Next() >> 11) * (1.0 / (1UL << 53)) < probability;

    /// <summary>A generator that is independent of how this one goes on.</summary>
    public SeededRandom Fork(ulong purpose) => new(_state * 0xD1342543DE82EF95 + purpose * 0x9E3779B97F4A7C15);
}
