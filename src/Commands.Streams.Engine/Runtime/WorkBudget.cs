namespace Commands.Streams.Runtime;

/// <summary>
/// How many records a task may process before the worker turns to its group, clocks and commits again: more while turns are short, fewer while they
/// are long, so that slow functions do not keep the group waiting and fast ones do not pay for the clock.
/// </summary>
internal sealed class WorkBudget(TimeProvider timeProvider)
{
    private const int Smallest = 1;
    private const int Largest = 4096;
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(20);

    private long _start;

    public int Records { get; private set; } = 16;

    public void BeginTurn() => _start = timeProvider.GetTimestamp();

    /// <summary>Judges the turn by how long it took.</summary>
    /// <param name="processed">The most records that any task processed in it.</param>
    public void EndTurn(int processed)
    {
        var elapsed = timeProvider.GetElapsedTime(_start);
        if (elapsed > Long)
        {
            Records = Math.Max(Records / 2, Smallest);
        }
        else if (elapsed < Short && processed >= Records)
        {
            Records = Math.Min(Records * 2, Largest);
        }
    }
}
