namespace Commands.Streams.Testing;

/// <summary>Something happened in a simulation that must not happen. The message tells seed, faults and the last steps.</summary>
public sealed class SimulationViolationException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="violation">What happened, in one sentence.</param>
    /// <param name="story">Seed, faults and last steps.</param>
    public SimulationViolationException(string violation, string story)
        : base($"{violation}{Environment.NewLine}{story}") => Violation = violation;

    /// <summary>What happened, in one sentence.</summary>
    public string Violation { get; }
}
