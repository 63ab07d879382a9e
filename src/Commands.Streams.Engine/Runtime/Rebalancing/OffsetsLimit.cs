namespace Commands.Streams.Runtime.Rebalancing;

/// <summary>
/// How long a transaction may take to get its offsets before a new producer does it. Usually that takes milliseconds; a call whose connection broke may wait
/// for an answer that never comes, and a new producer is there at once. A cluster that is only slow must not cost one producer after the other, so the limit
/// doubles with each failure and stays raised until commits are quick again. Worker only.
/// </summary>
/// <param name="longest">The limit never exceeds this.</param>
internal sealed class OffsetsLimit(TimeSpan longest)
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(1);

    public TimeSpan Current { get; private set; } = AtMost(Usual, longest);

    /// <summary>A commit has ended well.</summary>
    /// <param name="took">How long it took as a whole.</param>
    public void Succeeded(TimeSpan took)
    {
        if (took < Usual / 2)
        {
            Current = AtMost(Usual, longest);
        }
    }

    public void Failed() => Current = AtMost(Current * 2, longest);

    private static TimeSpan AtMost(TimeSpan limit, TimeSpan longest) => limit < longest ? limit : longest;
}
