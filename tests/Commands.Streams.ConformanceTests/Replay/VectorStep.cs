namespace Commands.Streams.ConformanceTests.Replay;

/// <summary>One step of a vector: either a record to pipe or a time to let pass, and what must come out.</summary>
/// <param name="Pipe">The record to pipe, or null.</param>
/// <param name="AdvanceWallClock">The time to let pass, where nothing is piped.</param>
/// <param name="Expect">What the step produces: topics in name order, records of a topic in the order produced.</param>
public sealed record VectorStep(VectorRecord? Pipe, TimeSpan AdvanceWallClock, IReadOnlyList<VectorRecord> Expect)
{
    public override string ToString() => Pipe is null ? $"advance by {AdvanceWallClock.TotalMilliseconds} ms" : $"pipe {Pipe}";
}
