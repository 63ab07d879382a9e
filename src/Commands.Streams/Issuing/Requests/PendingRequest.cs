using System.Runtime.CompilerServices;
using Commands.Streams.Clients;
using Commands.Streams.Issuing.Replies;
using Commands.Streams.Issuing.Sending;

namespace Commands.Streams.Issuing.Requests;

/// <summary>
/// A request that waits for its response. Instances are reused: each use has a number, and code that ends a use passes that number, so that a late
/// call cannot end a later use. Exactly one of response, deadline, failed delivery, cancellation and disposal ends a use. The instance is free for
/// the next use once the caller has taken the outcome and the producer has reported the result of the record.
/// </summary>
internal abstract class PendingRequest : IAwaitedResponse
{
    private readonly OpenRequests _owner;
    private readonly Action _onPublished;
    private long _state; // the number of the use while it is open, that number plus 1 afterwards
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

    /// <summary>The number of the current use; odd.</summary>
    public long Use { get; private set; } = -1;

    /// <summary>True while the current use has not ended.</summary>
    public bool IsOpen => Volatile.Read(ref _state) == Use;

    /// <summary>The correlation id that the response carries.</summary>
    public byte[] CorrelationId { get; private set; } = [];

    /// <summary>The reader of its response.</summary>
    public ReplyReader Replies { get; private set; } = null!;

    /// <summary>Owned by the wheel and guarded by its lock.</summary>
    public PendingRequest? Next { get; set; }

    /// <summary>Owned by the wheel and guarded by its lock.</summary>
    public PendingRequest? Previous { get; set; }

    /// <summary>Owned by the wheel and guarded by its lock.</summary>
    public long DueTurn { get; set; }

    /// <summary>Owned by the wheel and guarded by its lock.</summary>
    public bool IsLinked { get; set; }

    /// <summary>Begins a use, before anyone else can see the request.</summary>
    public void Begin(ReplyReader replies, byte[] correlationId)
    {
        // The order of these writes does not matter: callers that end an earlier use pass its number and fail, and the new use becomes visible only
        // when it is opened, which publishes it safely.
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
    /// Claims the right to hand the command to the producer. Code that ends a request closes it first and reads this flag second, so a request that
    /// is reported as not sent is never sent later.
    /// </summary>
    /// <returns>False if the request has ended meanwhile: the command must not be sent.</returns>
    public bool TryHandOver()
    {
        Interlocked.Exchange(ref _isHandedOver, 1);
        return IsOpen;
    }

    /// <summary>Reverts the claim: the command has not been handed to the producer yet, and will be later.</summary>
    public void HandOverLater() => Interlocked.Exchange(ref _isHandedOver, 0);

    /// <summary>Waits for the producer to report the result of the record.</summary>
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

    /// <summary>Returns a task that completes when a use has ended. For one caller at a time, and only until the record is handed to the producer.</summary>
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

    /// <summary>Observes the caller's cancellation until the outcome is taken.</summary>
    public void ListenTo(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            _cancellation = cancellationToken.UnsafeRegister(static (request, token) => ((PendingRequest)request!).Cancel(token), this);
        }
    }

    /// <summary>Ends a use with its response. The batch is read before the call returns.</summary>
    /// <returns>True if the request was still open.</returns>
    public abstract bool Answer(long use, RecordBatch batch, int index);

    /// <summary>The subscriber has started to handle the command.</summary>
    public void Accepted(CorrelationId correlationId) => _owner.OnAccepted(correlationId);

    /// <summary>The deadline has passed.</summary>
    public void Expire(long use) =>
        EndWithoutResponse(use, NotSentReason.TimedOut, _isAcknowledged ? UnknownReason.Timeout : UnknownReason.DeliveryInDoubt);

    /// <summary>The client is being disposed.</summary>
    public void Close(long use) => EndWithoutResponse(use, NotSentReason.Closed, UnknownReason.Closed);

    protected abstract void ResetResult();

    protected abstract void SetNotSent(NotSentReason reason, string message);

    protected abstract void SetUnknown(UnknownReason reason, string message);

    protected abstract void SetCanceled(CancellationToken token);

    /// <summary>Returns the instance for its next use.</summary>
    protected abstract void Recycle();

    /// <summary>The caller has taken the outcome.</summary>
    protected void Taken()
    {
        _cancellation.Dispose(); // waits for a running callback, so that it sees this use and no other
        _cancellation = default;
        Release();
    }

    /// <summary>Ends a use, once. Every table forgets the request before its caller resumes.</summary>
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
