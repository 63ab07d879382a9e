namespace Commands.Streams.Testing.Simulating.Faults;

/// <summary>What can go wrong.</summary>
internal enum FaultKind
{
    Crash,
    Restart,
    Pause,
    Refusal,
    LostAnswer,
    LostAcknowledgement,
    Outage,
    CutOff,
    Fencing,
    Expulsion,
    NewPartitions,
    HandlerFailure,
    StuckHandler,
    LateRequest,
    Abort,
    Expiry,
    Retention,
    Leaderless,
    ClientLoss,
}
