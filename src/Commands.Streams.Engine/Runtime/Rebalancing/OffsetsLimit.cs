namespace Commands.Streams.Runtime.Rebalancing;

/// <summary>
/// Limits how long adding offsets to a transaction may take before a new producer is tried. Usually it takes milliseconds, but a call whose connection broke
/// may wait for an answer that never comes, while a new producer works at once. A cluster that is merely slow must not cost one producer after another, so the
/// limit doubles with each failure and stays raised until commits are fast again. Worker only.
/// </summary>
/// <param name="longest">The upper bound of the limit.</param>
internal sealed class OffsetsLimit(TimeSpan longest)
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(1);

    public TimeSpan Current { get; private set; } = AtMost(Usual, longest);

    /// <summary>Called when a commit has succeeded.</summary>
    /// <param name="took">The duration of the whole commit.</param>
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
