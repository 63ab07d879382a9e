using System.Globalization;

namespace Commands.Streams.Testing;

/// <summary>Something happened in a simulation that must not happen. The message tells seed, faults and the last steps.</summary>
public sealed class SimulationViolationException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="violation">What happened, in one sentence.</param>
    /// <param name="story">Seed, faults and last steps.</param>
    public SimulationViolationException(string violation, string story)
        : base($"{violation}{Environment.NewLine}{story}") => Violation = violation;

    internal SimulationViolationException(SimulationOptions smallest, Exception failure)
        : base(Describe(smallest, failure), failure)
    {
        Violation = failure is SimulationViolationException { Violation: var violation } ? violation : failure.Message;
        Smallest = smallest;
    }

    /// <summary>What happened, in one sentence.</summary>
    public string Violation { get; }

    /// <summary>The smallest options with which it happens, as far as they were looked for: after <see cref="Simulation.RunSeeds"/>.</summary>
    public SimulationOptions? Smallest { get; }

    private static string Describe(SimulationOptions smallest, Exception failure) => string.Create(
        CultureInfo.InvariantCulture,
        $"The smallest run found that fails: {nameof(smallest.Seed)} = {smallest.Seed}, {nameof(smallest.Instances)} = {smallest.Instances}, " +
        $"{nameof(smallest.WorkersPerInstance)} = {smallest.WorkersPerInstance}, {nameof(smallest.MaxFaults)} = {smallest.MaxFaults}, " +
        $"{nameof(smallest.MaxWrites)} = {smallest.MaxWrites}, {nameof(smallest.Faults)} = {smallest.Faults}.{Environment.NewLine}{failure.Message}");
}
