using System.Globalization;

namespace Commands.Streams.Testing;

/// <summary>An invariant was violated in a simulation. The message contains the seed, the faults and the last steps.</summary>
public sealed class SimulationViolationException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="violation">The violation, in one sentence.</param>
    /// <param name="story">The seed, the faults and the last steps.</param>
    public SimulationViolationException(string violation, string story)
        : base($"{violation}{Environment.NewLine}{story}") => Violation = violation;

    internal SimulationViolationException(SimulationOptions smallest, Exception failure)
        : base(Describe(smallest, failure), failure)
    {
        Violation = failure is SimulationViolationException { Violation: var violation } ? violation : failure.Message;
        Smallest = smallest;
    }

    /// <summary>The violation, in one sentence.</summary>
    public string Violation { get; }

    /// <summary>The smallest options found with which the violation occurs; set by <see cref="Simulation.RunSeeds"/>.</summary>
    public SimulationOptions? Smallest { get; }

    private static string Describe(SimulationOptions smallest, Exception failure) => string.Create(
        CultureInfo.InvariantCulture,
        $"The smallest run found that fails: {nameof(smallest.Seed)} = {smallest.Seed}, {nameof(smallest.Instances)} = {smallest.Instances}, " +
        $"{nameof(smallest.WorkersPerInstance)} = {smallest.WorkersPerInstance}, {nameof(smallest.MaxFaults)} = {smallest.MaxFaults}, " +
        $"{nameof(smallest.MaxWrites)} = {smallest.MaxWrites}, {nameof(smallest.Faults)} = {smallest.Faults}.{Environment.NewLine}{failure.Message}");
}
