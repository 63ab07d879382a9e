namespace Commands.Streams.Kafka.Admin;

/// <summary>
/// Runs blocking calls of a client on threads of the pool. A call that nobody waits for any more still uses the client's memory, so the client is not
/// disposed before the last one has returned. Thread-safe.
/// </summary>
internal sealed class BlockingCalls(IDisposable client)
{
    private readonly Lock _lock = new();
    private int _users = 1;
    private bool _isDisposed;

    /// <summary>Runs a call; cancelling ends the wait for it, not the call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">A token to cancel the wait.</param>
    /// <exception cref="ObjectDisposedException">The client has been disposed.</exception>
    public Task<T> RunAsync<T>(Func<T> call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, client);
            _users++;
        }

        // Not cancelled by the token: what was begun must also end.
        var running = Task.Run(
            () =>
            {
                try
                {
                    return call();
                }
                finally
                {
                    Release();
                }
            },
            CancellationToken.None);
        return running.WaitAsync(cancellationToken);
    }

    /// <summary>Disposes the client, now or when the last call has returned.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
        }

        Release();
    }

    /// <summary>The owner and each running call use the client; the last of them disposes it.</summary>
    private void Release()
    {
        lock (_lock)
        {
            if (--_users > 0)
            {
                return;
            }
        }

        client.Dispose();
    }
}
