namespace Commands.Streams.Errors;

/// <summary>An application cannot start with its configuration. Lists every problem found.</summary>
public sealed class StreamsConfigurationException : StreamsException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="problems">At least one sentence that names the option or the topic, and the fix.</param>
    public StreamsConfigurationException(params IReadOnlyList<string> problems)
        : base(ProblemList.Format("The application is not configured correctly.", problems)) => Problems = problems;

    /// <summary>Every problem found, one sentence each.</summary>
    public IReadOnlyList<string> Problems { get; }
}
