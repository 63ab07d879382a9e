using Commands.Streams.Tasks.Input;
using Commands.Streams.Tasks.Progress;

namespace Commands.Streams.Tasks;

/// <summary>
/// Tracks a task's work until it is done, and sends its writes then. Tasks without asynchronous steps stage nothing, since each of their records is done as
/// soon as it has been dispatched. Worker only.
/// </summary>
internal sealed class TaskWork(TaskContext context)
{
    private readonly WriteOrder _order = new();
    private readonly Queue<InFlightWork> _followers = new();
    private InFlightPunctuation _punctuation = new(context);
    private long _sequence;
    private bool _isClosed;

    /// <summary>True if writes are staged until the work that made them is done. Asynchronous steps set it when the task is built.</summary>
    public bool AreStaged { get; set; }

    /// <summary>The input under which initialization and punctuations run.</summary>
    public IInputRecord Punctuation => _punctuation;

    /// <summary>Stages a write of the current input until its work is done.</summary>
    public void Stage(StagedWrite write) => context.Input.Writes.Add(write);

    /// <summary>Holds the current input's work, so that it is not done before it has been released.</summary>
    public InFlightWork Hold()
    {
        var input = context.Input is ActingRecord acting ? acting.Input : context.Input;
        var work = input as InFlightWork ?? ((RecordQueue)input).HoldHead();
        return Hold(work);
    }

    /// <summary>Called when whatever held the work has ended, along with everything downstream of it.</summary>
    public void Release(InFlightWork work)
    {
        var isLast = work.Release();
        if (work.IsClosed)
        {
            return;
        }

        if (!isLast)
        {
            _order.Enter(work);
            return;
        }

        TryEnd(work);
        EndFollowers();
    }

    /// <summary>Called when a queue's head has been dispatched.</summary>
    /// <returns>True if the record is done; false if it is in flight.</returns>
    public bool EndHead(RecordQueue queue)
    {
        if (queue.HeldHead is { } held)
        {
            _order.Enter(held);
            return false;
        }

        if (queue.Writes.IsEmpty)
        {
            return true;
        }

        if (_order.MayGo(queue.Writes, long.MaxValue))
        {
            context.Input = queue;
            queue.Writes.Send();
            return true;
        }

        WaitForTurn(Hold(queue.HoldHead()));
        return false;
    }

    public void BeginPunctuation(long time)
    {
        _punctuation.Begin(time);
        context.Input = _punctuation;
    }

    /// <summary>Called when a punctuation has returned. Handlers that it started keep running.</summary>
    public void EndPunctuation()
    {
        var work = _punctuation;
        if (!work.IsHeld && _order.MayGo(work.Writes, long.MaxValue))
        {
            context.Input = work;
            work.Writes.Send();
            return;
        }

        _punctuation = new InFlightPunctuation(context);
        if (work.IsHeld)
        {
            _order.Enter(work);
        }
        else
        {
            WaitForTurn(Hold(work));
        }
    }

    /// <summary>Discards work on a record that the task no longer owns.</summary>
    public void Close(InFlightWork work)
    {
        if (!_isClosed)
        {
            _order.Leave(work, _followers);
        }

        work.Close();
    }

    /// <summary>Ends the work that waited only for work that was discarded.</summary>
    public void EndFollowers()
    {
        while (_followers.TryDequeue(out var work))
        {
            if (work is { IsWaitingItsTurn: true, IsClosed: false })
            {
                TryEnd(work);
            }
        }
    }

    /// <summary>Called when the task ends: nothing is sent any more.</summary>
    public void Close()
    {
        _isClosed = true;
        _followers.Clear();
    }

    private InFlightWork Hold(InFlightWork work)
    {
        if (work.Sequence == 0)
        {
            work.Sequence = ++_sequence;
        }

        work.Hold();
        return work;
    }

    private void WaitForTurn(InFlightWork work)
    {
        work.Release();
        work.IsWaitingItsTurn = true;
        _order.Enter(work);
    }

    private void TryEnd(InFlightWork work)
    {
        if (!_order.MayGo(work.Writes, work.Sequence))
        {
            work.IsWaitingItsTurn = true;
            _order.Enter(work);
            return;
        }

        work.IsWaitingItsTurn = false;
        context.Input = work;
        _order.Leave(work, _followers);
        work.Writes.Send();
        work.Complete();
    }
}
