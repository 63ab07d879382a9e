namespace Commands.Streams.Errors;

/// <summary>A topology is invalid. Lists every problem found, so that all of them can be fixed at once.</summary>
public sealed class TopologyException : StreamsException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="problems">At least one sentence that names the node and the fix.</param>
    public TopologyException(params IReadOnlyList<string> problems)
        : base(ProblemList.Format("The topology is not valid.", problems)) => Problems = problems;

    /// <summary>Every problem found, one sentence each.</summary>
    public IReadOnlyList<string> Problems { get; }
}
