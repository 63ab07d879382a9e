namespace Commands.Streams.State;

/// <summary>An interval of time.</summary>
/// <param name="Start">The first instant of the window, in Unix milliseconds.</param>
/// <param name="End">
/// The end in Unix milliseconds. Of tumbling and hopping windows it is the first instant after the window; of sliding and session windows it is the last
/// instant inside.
/// </param>
public readonly record struct Window(long Start, long End)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Start}/{End}";
}
