namespace Commands.Streams.Errors;

/// <summary>A topology cannot run as it was described. Holds every problem found, so that one round trip mends them all.</summary>
public sealed class TopologyException : StreamsException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="problems">At least one sentence that names the node and the fix.</param>
    public TopologyException(params IReadOnlyList<string> problems)
        : base(ProblemList.Format("The topology is not valid.", problems)) => Problems = problems;

    /// <summary>Every problem found, one sentence each.</summary>
    public IReadOnlyList<string> Problems { get; }
}
