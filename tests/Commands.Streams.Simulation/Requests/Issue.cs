namespace Commands.Streams.SimulationRuns.Requests;

/// <summary>One request, and what its issuer was told in the end.</summary>
internal sealed class Issue
{
    public required long Number { get; init; }

    public required int Issuer { get; init; }

    public required TimeSpan Timeout { get; init; }

    /// <summary>How long its command may take to the log.</summary>
    public required TimeSpan SendTimeout { get; init; }

    /// <summary>True time, whatever the issuer's clock says.</summary>
    public required DateTimeOffset Start { get; init; }

    public required bool IsCancellable { get; init; }

    public DateTimeOffset? End { get; private set; }

    /// <summary>Null where it was cancelled, or has not ended.</summary>
    public CommandOutcome<long>? Outcome { get; private set; }

    /// <summary>Whether its issuer did not wait for the end.</summary>
    public bool IsClosedEarly { get; set; }

    public void Tell(CommandOutcome<long>? outcome, DateTimeOffset now)
    {
        Outcome = outcome;
        End = now;
    }
}
