using Commands.Streams.Serialization;

namespace Commands.Streams.Issuing.Sending;

/// <summary>
/// A command that waits for its turn in the <see cref="SendOrder"/>, and then for its serde, reader or publisher. Used by one thread at a time.
/// </summary>
/// <param name="topic">The topic to send to.</param>
internal abstract class WaitingCommand(string topic)
{
    private SerdeNotReadyException? _serde;

    /// <summary>
    /// Completes when the command must no longer be sent, because it was given up or has timed out. Read while the command waits at the head.
    /// </summary>
    public abstract Task Ended { get; }

    /// <summary>Hands the command to the producer, unless it must no longer be sent. Does not throw.</summary>
    /// <returns>Null if it is the next command's turn; otherwise what to wait for before calling again.</returns>
    public virtual Task? TryHandOver()
    {
        try
        {
            if (_serde is { Ready: { IsCompleted: true, IsCompletedSuccessfully: false } })
            {
                throw SendErrors.SerdeFailed(_serde, topic);
            }

            if (FindWait() is { } wait)
            {
                return wait;
            }

            HandOver();
        }
        catch (SerdeNotReadyException exception)
        {
            _serde = exception;
            return exception.Ready;
        }
        catch (Exception exception)
        {
            Fail(exception);
        }

        return null;
    }

    /// <summary>Returns what the command waits for; null if it can be sent.</summary>
    /// <exception cref="Exception">The wait has failed for good.</exception>
    protected abstract Task? FindWait();

    /// <summary>Serializes the command and hands it to the producer.</summary>
    /// <exception cref="SerdeNotReadyException">The command cannot be serialized yet.</exception>
    protected abstract void HandOver();

    /// <summary>The command cannot be sent.</summary>
    protected abstract void Fail(Exception exception);
}
