using Commands.Streams.Testing.Simulating;

namespace Commands.Streams.Testing;

/// <content>Running many seeds, and finding the smallest run that fails.</content>
public sealed partial class Simulation
{
    /// <summary>
    /// Runs a test with many seeds. If it fails, the options are reduced as long as it still fails: fewer kinds of faults, fewer faults, fewer
    /// records, instances and workers. The exception reports the result.
    /// </summary>
    /// <param name="seeds">The number of seeds, 1 or more, starting with the one in the options.</param>
    /// <param name="options">The initial options of each run, except for the seed and the clock, which are set per run.</param>
    /// <param name="test">Creates a simulation with the options it receives and runs it; may fail with any exception.</param>
    /// <exception cref="SimulationViolationException">
    /// The test failed. <see cref="SimulationViolationException.Smallest"/> holds the smallest options with which it fails, the inner exception the
    /// failure.
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
