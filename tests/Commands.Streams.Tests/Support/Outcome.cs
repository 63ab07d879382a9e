namespace Commands.Streams.Tests.Support;

/// <summary>What tests ask of tasks that are to end soon.</summary>
internal static class Outcome
{
    /// <summary>How long a test waits for what must come by itself.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Waits for a condition that another thread brings about.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
