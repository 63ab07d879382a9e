using Commands.Streams.Testing.Simulating;

namespace Commands.Streams.SimulationRuns;

/// <summary>Draws settings from a seed, independently of what the simulation does with the same seed.</summary>
internal sealed class Draw(ulong seed)
{
    private readonly SeededRandom _random = new SeededRandom(seed).Fork(7);

    public int Between(int from, int to) => _random.Between(from, to);

    /// <summary>Nothing, a little, or up to a rate.</summary>
    public double Rate(double highest) => _random.Below(3) switch
    {
        0 => 0,
        1 => highest / 8,
        _ => highest,
    };
}
