namespace Commands.Streams.Testing.Simulating.Faults;

/// <summary>Decides what goes wrong, and keeps count, so that a run can be repeated with fewer faults.</summary>
internal sealed class FaultPlan(SimulationFaults rates, int limit, SeededRandom random)
{
    private readonly List<string> _happened = [];
    private readonly double[] _rates = [.. Enum.GetValues<FaultKind>().Select(kind => RateOf(kind, rates))];

    /// <summary>Whether anything goes wrong from now on.</summary>
    public bool IsActive { get; set; } = true;

    public int Count { get; private set; }

    public SeededRandom Random => random;

    /// <summary>The faults by name and moment.</summary>
    public IReadOnlyList<string> Happened => _happened;

    public bool Happens(FaultKind kind)
    {
        if (!IsActive || _rates[(int)kind] == 0 || !random.Chance(_rates[(int)kind]) || Count >= limit)
        {
            return false;
        }

        Count++;
        return true;
    }

    public void Note(string fault) => _happened.Add(fault);

    private static double RateOf(FaultKind kind, SimulationFaults rates) => kind switch
    {
        FaultKind.Crash => rates.Crash,
        FaultKind.Restart => rates.Restart,
        FaultKind.Pause => rates.Pause,
        FaultKind.Refusal => rates.Refusal,
        FaultKind.LostAnswer => rates.LostAnswer,
        FaultKind.LostAcknowledgement => rates.LostAcknowledgement,
        FaultKind.Outage => rates.Outage,
        FaultKind.CutOff => rates.CutOff,
        FaultKind.Fencing => rates.Fencing,
        FaultKind.Expulsion => rates.Expulsion,
        FaultKind.NewPartitions => rates.NewPartitions,
        FaultKind.HandlerFailure => rates.HandlerFailure,
        FaultKind.StuckHandler => rates.StuckHandler,
        FaultKind.LateRequest => rates.LateRequest,
        FaultKind.Abort => rates.Abort,
        FaultKind.Expiry => rates.Expiry,
        FaultKind.Retention => rates.Retention,
        FaultKind.Leaderless => rates.Leaderless,
        _ => rates.ClientLoss,
    };
}
