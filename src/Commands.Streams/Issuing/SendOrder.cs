using Commands.Streams.Serialization;

namespace Commands.Streams.Issuing;

/// <summary>
/// Keeps commands in the order they were sent while a serde is not ready for one of them: those behind it wait for their turn. Where all serdes are ready,
/// which is nearly always, nothing waits and nothing is locked. Thread-safe.
/// </summary>
internal sealed class SendOrder
{
    private readonly Lock _gate = new();
    private volatile Task? _last;

    /// <summary>Whether a command waits, so that others must wait behind it.</summary>
    public bool IsWaiting => _last is { IsCompleted: false };

    /// <summary>Publishes when its turn has come and the serdes are ready.</summary>
    /// <param name="publish">Serializes and hands to the producer.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<T> PublishAsync<T>(Func<ValueTask<T>> publish, CancellationToken cancellationToken)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task before;
        lock (_gate)
        {
            before = _last ?? Task.CompletedTask;
            _last = turn.Task;
        }

        ValueTask<T> publishing;
        try
        {
            await before.WaitAsync(cancellationToken).ConfigureAwait(false);
            publishing = await PublishWhenReadyAsync(publish, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Not before those ahead, if the wait for them was cancelled.
            _ = before.ContinueWith(
                static (_, state) => ((TaskCompletionSource)state!).SetResult(), turn, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        return await publishing.ConfigureAwait(false);
    }

    private static async Task<ValueTask<T>> PublishWhenReadyAsync<T>(Func<ValueTask<T>> publish, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return publish();
            }
            catch (SerdeNotReadyException notReady)
            {
                await notReady.Ready.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
