using Commands.Streams.Clients;
using Commands.Streams.Errors;

namespace Commands.Streams.Issuing.Sending;

/// <summary>
/// Publishes through one publisher after another: a publisher that can never publish again is replaced when the next record is to be published; if it
/// failed soon, only after a growing pause. At most one publisher is in use. Thread-safe.
/// </summary>
internal sealed class LastingPublisher : IAsyncDisposable
{
    private static readonly TimeSpan MinPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly Func<IRecordPublisher> _create;
    private readonly TimeProvider _time;
    private volatile IRecordPublisher _current;
    private long _createdAt;
    private TimeSpan _pause;
    private Task? _pausing;
    private Task _disposals = Task.CompletedTask;
    private bool _isDisposed;

    /// <summary>Creates the object with its first publisher.</summary>
    /// <exception cref="ClientException">The client refuses the configuration.</exception>
    public LastingPublisher(Func<IRecordPublisher> create, TimeProvider time)
    {
        _create = create;
        _time = time;
        _current = create();
        _createdAt = time.GetTimestamp();
    }

    /// <summary>Checks whether records can be published, and creates a new publisher if the current one can never publish again.</summary>
    /// <returns>Null if records can be published, even if they then fail at once; otherwise what to wait for before calling again.</returns>
    public Task? FindWait() => _current.Failure is null ? null : Replace();

    /// <summary>
    /// Publishes through the current publisher. A record that was certainly not written because that publisher is lost goes to the next one.
    /// </summary>
    public ValueTask<RecordMetadata> PublishAsync(string topic, in ProduceRecord record, TimeSpan timeout)
    {
        var publisher = _current;
        var publishing = publisher.PublishAsync(topic, in record, timeout);
        return publishing.IsFaulted && publisher.Failure is not null ? PublishAgain(publishing, topic, in record, timeout) : publishing;
    }

    /// <summary>Disposes the publisher, and waits for the disposal of earlier ones.</summary>
    public async ValueTask DisposeAsync()
    {
        Task disposals;
        lock (_lock)
        {
            _isDisposed = true;
            disposals = _disposals;
        }

        await _current.DisposeAsync().ConfigureAwait(false);
        await disposals.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private ValueTask<RecordMetadata> PublishAgain(ValueTask<RecordMetadata> refused, string topic, in ProduceRecord record, TimeSpan timeout)
    {
        try
        {
            return ValueTask.FromResult(refused.GetAwaiter().GetResult()); // already failed, so this throws
        }
        catch (PublishException exception)
        {
            return !exception.PossiblyPersisted && FindWait() is null && _current.Failure is null
                ? _current.PublishAsync(topic, in record, timeout)
                : ValueTask.FromException<RecordMetadata>(exception);
        }
    }

    private Task? Replace()
    {
        lock (_lock)
        {
            if (_isDisposed || _current.Failure is null)
            {
                return null;
            }

            if (_pausing is { IsCompleted: false })
            {
                return _pausing;
            }

            var age = _time.GetElapsedTime(_createdAt);
            if (age < _pause)
            {
                return _pausing = Task.Delay(_pause - age, _time);
            }

            // A publisher that worked for long did not fail for the same reason as the one before it.
            _pause = age > 10 * MaxPause ? MinPause : TimeSpan.FromTicks(Math.Clamp(_pause.Ticks * 2, MinPause.Ticks, MaxPause.Ticks));
            Exchange();
            return null;
        }
    }

    private void Exchange()
    {
        var lost = _current;
        _createdAt = _time.GetTimestamp();
        try
        {
            _current = _create();
        }
        catch (ClientException)
        {
            // The lost publisher stays and fails each record with its reason, until the next attempt after the pause.
            return;
        }

        _disposals = Task.WhenAll(_disposals, lost.DisposeAsync().AsTask());
    }
}
