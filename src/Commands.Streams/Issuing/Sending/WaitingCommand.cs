using Commands.Streams.Serialization;

namespace Commands.Streams.Issuing.Sending;

/// <summary>A command that waits for its turn in the <see cref="SendOrder"/>, and then for what it needs. Used by one thread at a time.</summary>
/// <param name="topic">The topic it is sent to.</param>
internal abstract class WaitingCommand(string topic)
{
    private SerdeNotReadyException? _serde;

    /// <summary>
    /// Ends when the command is not to be sent any more, whatever it waits for: it was given up, or its time is over. Asked for while it waits at the head.
    /// </summary>
    public abstract Task Ended { get; }

    /// <summary>Hands the command to the producer, unless it is not to be sent any more. Does not throw.</summary>
    /// <returns>Null when the next one's turn has come; otherwise what to wait for before the call is made again.</returns>
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

    /// <summary>What has to be waited for; null when nothing has.</summary>
    /// <exception cref="Exception">It cannot be had.</exception>
    protected abstract Task? FindWait();

    /// <summary>Serializes the command and hands it to the producer.</summary>
    /// <exception cref="SerdeNotReadyException">It cannot be serialized yet.</exception>
    protected abstract void HandOver();

    /// <summary>The command cannot be sent.</summary>
    protected abstract void Fail(Exception exception);
}
