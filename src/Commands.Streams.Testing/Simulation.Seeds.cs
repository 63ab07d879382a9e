using Commands.Streams.Testing.Simulating;

namespace Commands.Streams.Testing;

/// <content>Many seeds, and the smallest run that fails.</content>
public sealed partial class Simulation
{
    /// <summary>
    /// Runs a test with many seeds. Where it fails, the options are made smaller as long as it still fails: fewer kinds of faults, fewer faults, fewer
    /// records, instances and workers; what is left is told.
    /// </summary>
    /// <param name="seeds">How many seeds, 1 or more, from the options' own on.</param>
    /// <param name="options">What each run begins with, but for seed and clock, which are its own.</param>
    /// <param name="test">Makes a simulation of the options it is given and runs it; fails with whatever exception it likes.</param>
    /// <exception cref="SimulationViolationException">
    /// The test fails. <see cref="SimulationViolationException.Smallest"/> are the smallest options with which it does, the inner exception is how.
    /// </exception>
    public static void RunSeeds(int seeds, SimulationOptions options, Action<SimulationOptions> test)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(seeds, 1);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(test);
        for (var seed = options.Seed; seed < options.Seed + (ulong)seeds; seed++)
        {
            Shrinker.Run(options with { Seed = seed }, test);
        }
    }
}
