namespace Commands.Streams.Subscribing.Handling;

/// <summary>
/// Waits between two tries. Unlike <see cref="Task.Delay(TimeSpan, TimeProvider, CancellationToken)"/> it has ended when the call returns that cancels it, so
/// that a worker that drains finds nothing left to wait for.
/// </summary>
internal static class BackoffWait
{
    /// <exception cref="OperationCanceledException">The task drains.</exception>
    public static async ValueTask ForAsync(TimeSpan delay, TimeProvider timeProvider, CancellationToken draining)
    {
        draining.ThrowIfCancellationRequested();
        if (delay <= TimeSpan.Zero)
        {
            return; // Without a timer, which a clock that stands still would never fire.
        }

        var ended = new TaskCompletionSource();
        using var timer = timeProvider.CreateTimer(static state => ((TaskCompletionSource)state!).TrySetResult(), ended, delay, Timeout.InfiniteTimeSpan);
        using var registration = draining.UnsafeRegister(static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), ended);
        await ended.Task;
    }
}
