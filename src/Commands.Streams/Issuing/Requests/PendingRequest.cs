using System.Runtime.CompilerServices;
using Commands.Streams.Clients;
using Commands.Streams.Issuing.Replies;
using Commands.Streams.Issuing.Sending;

namespace Commands.Streams.Issuing.Requests;

/// <summary>
/// A request that waits for its response. It is used again and again; each use has a number of its own, and whoever ends a use names that number, so
/// that nobody who is late can end the next one. Exactly one of response, deadline, failed delivery, cancellation and disposal ends a use. It is free
/// for the next use when the caller has taken the outcome and the producer has said what became of the record.
/// </summary>
internal abstract class PendingRequest : IAwaitedResponse
{
    private readonly OpenRequests _owner;
    private readonly Action _onPublished;
    private long _state; // the use's number while it is open, one more afterwards
    private int _holders;
    private int _isHandedOver;
    private volatile bool _isAcknowledged;
    private ConfiguredValueTaskAwaitable<RecordMetadata>.ConfiguredValueTaskAwaiter _publishing;
    private CancellationTokenRegistration _cancellation;
    private TaskCompletionSource? _ended;

    protected PendingRequest(OpenRequests owner)
    {
        _owner = owner;
        _onPublished = OnPublished;
    }

    /// <summary>The number of the use of the moment; odd.</summary>
    public long Use { get; private set; } = -1;

    /// <summary>Whether the use of the moment has not ended.</summary>
    public bool IsOpen => Volatile.Read(ref _state) == Use;

    /// <summary>What its response carries.</summary>
    public byte[] CorrelationId { get; private set; } = [];

    /// <summary>Who reads its response.</summary>
    public ReplyReader Replies { get; private set; } = null!;

    /// <summary>The wheel's, under its lock.</summary>
    public PendingRequest? Next { get; set; }

    /// <summary>The wheel's, under its lock.</summary>
    public PendingRequest? Previous { get; set; }

    /// <summary>The wheel's, under its lock.</summary>
    public long DueTurn { get; set; }

    /// <summary>The wheel's, under its lock.</summary>
    public bool IsLinked { get; set; }

    /// <summary>Begins a use, before anybody else sees it.</summary>
    public void Begin(ReplyReader replies, byte[] correlationId)
    {
        Use += 2;
        Volatile.Write(ref _state, Use);
        Replies = replies;
        CorrelationId = correlationId;
        _isHandedOver = 0;
        _isAcknowledged = false;
        _ended = null;
        _holders = 2;
        ResetResult();
    }

    /// <summary>Ends a use that nobody else has seen.</summary>
    public void TakeBack()
    {
        Volatile.Write(ref _state, Use + 1);
        Recycle();
    }

    /// <summary>
    /// Asks before the command is handed to the producer. Whoever ends the request looks whether it was handed over only after having ended it, so
    /// that a command that nobody says was sent is not sent afterwards.
    /// </summary>
    /// <returns>False if the request has ended meanwhile: the command must not be sent.</returns>
    public bool TryHandOver()
    {
        Interlocked.Exchange(ref _isHandedOver, 1);
        return IsOpen;
    }

    /// <summary>The command has not been handed to the producer after all, and will be later.</summary>
    public void HandOverLater() => Interlocked.Exchange(ref _isHandedOver, 0);

    /// <summary>Waits for the producer to say what became of the record.</summary>
    public void Follow(ValueTask<RecordMetadata> publishing)
    {
        _publishing = publishing.ConfigureAwait(false).GetAwaiter();
        if (_publishing.IsCompleted)
        {
            OnPublished();
        }
        else
        {
            _publishing.UnsafeOnCompleted(_onPublished);
        }
    }

    /// <summary>The record was not handed to the producer.</summary>
    public void NotPublished(NotSentReason reason, string message)
    {
        EndNotSent(Use, reason, message);
        Release();
    }

    /// <summary>Ends when a use has ended. For one at a time, as long as the record has not been handed to the producer.</summary>
    public Task EndOf(long use)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Exchange(ref _ended, ended);
        if (Volatile.Read(ref _state) != use)
        {
            ended.TrySetResult();
        }

        return ended.Task;
    }

    /// <summary>Hears of the caller's cancellation until the outcome is taken.</summary>
    public void ListenTo(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            _cancellation = cancellationToken.UnsafeRegister(static (request, token) => ((PendingRequest)request!).Cancel(token), this);
        }
    }

    /// <summary>The response has come. The batch is read before this returns.</summary>
    /// <returns>Whether the request was still open.</returns>
    public abstract bool Answer(long use, RecordBatch batch, int index);

    /// <summary>The subscriber says that it has begun.</summary>
    public void Accepted(CorrelationId correlationId) => _owner.OnAccepted(correlationId);

    /// <summary>The deadline is over.</summary>
    public void Expire(long use) =>
        EndWithoutResponse(use, NotSentReason.TimedOut, _isAcknowledged ? UnknownReason.Timeout : UnknownReason.DeliveryInDoubt);

    /// <summary>The client is disposed.</summary>
    public void Close(long use) => EndWithoutResponse(use, NotSentReason.Closed, UnknownReason.Closed);

    protected abstract void ResetResult();

    protected abstract void SetNotSent(NotSentReason reason, string message);

    protected abstract void SetUnknown(UnknownReason reason, string message);

    protected abstract void SetCanceled(CancellationToken token);

    /// <summary>Gives it back for the next use.</summary>
    protected abstract void Recycle();

    /// <summary>The caller has taken the outcome.</summary>
    protected void Taken()
    {
        _cancellation.Dispose(); // waits for a callback that is at work, so that it meets this use and no other
        _cancellation = default;
        Release();
    }

    /// <summary>Ends a use, once. Everything that knows of the request forgets it before its caller goes on.</summary>
    protected bool TryEnd(long use)
    {
        if (Interlocked.CompareExchange(ref _state, use + 1, use) != use)
        {
            return false;
        }

        _owner.Remove(this);
        Interlocked.Exchange(ref _ended, null)?.TrySetResult();
        return true;
    }

    private void OnPublished()
    {
        var publishing = _publishing;
        _publishing = default;
        try
        {
            _ = publishing.GetResult();
            _isAcknowledged = true;
        }
        catch (PublishException exception) when (!exception.PossiblyPersisted)
        {
            EndNotSent(Use, SendErrors.Reason(exception.Reason), exception.Message);
        }
        catch (Exception exception)
        {
            EndUnknown(Use, UnknownReason.DeliveryInDoubt, exception.Message);
        }
        finally
        {
            Release();
        }
    }

    private void Cancel(CancellationToken token)
    {
        if (TryEnd(Use))
        {
            RememberAsLate();
            SetCanceled(token);
        }
    }

    private void EndWithoutResponse(long use, NotSentReason before, UnknownReason after)
    {
        if (!TryEnd(use))
        {
            return;
        }

        if (Volatile.Read(ref _isHandedOver) != 0)
        {
            TellUnknown(after, _owner.Say(after));
        }
        else
        {
            TellNotSent(before, _owner.Say(before));
        }
    }

    private void EndNotSent(long use, NotSentReason reason, string message)
    {
        if (TryEnd(use))
        {
            TellNotSent(reason, message);
        }
    }

    private void EndUnknown(long use, UnknownReason reason, string message)
    {
        if (TryEnd(use))
        {
            TellUnknown(reason, message);
        }
    }

    private void TellNotSent(NotSentReason reason, string message)
    {
        _owner.NotSent(reason, message);
        SetNotSent(reason, message);
    }

    private void TellUnknown(UnknownReason reason, string message)
    {
        RememberAsLate();
        _owner.CountUnknown(reason);
        SetUnknown(reason, message);
    }

    private void RememberAsLate() => Replies.RememberAsLate(CorrelationId, _owner.OnLate);

    private void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            Recycle();
        }
    }
}
