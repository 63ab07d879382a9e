namespace Commands.Streams.Subscribing;

/// <summary>That a command is not done but goes on to a retry topic.</summary>
/// <param name="Level">The retry topic, from 1.</param>
/// <param name="Due">When it is tried there, in Unix milliseconds; 0 for one that follows another, when that is done.</param>
/// <param name="Delays">The number of delays behind it then; null if it only follows an earlier command.</param>
internal sealed record RetryStep(int Level, long Due, int? Delays = null)
{
    /// <summary>The command is in a retry topic already.</summary>
    public static RetryStep None { get; } = new(0, 0);
}
