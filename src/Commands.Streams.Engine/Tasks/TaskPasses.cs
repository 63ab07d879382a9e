using Commands.Streams.Tasks.Input;
using Commands.Streams.Tasks.Output;
using Commands.Streams.Tasks.Progress;

namespace Commands.Streams.Tasks;

/// <summary>
/// The passes of a task: which go on, and which are done, so that what they wrote goes out. Tasks without asynchronous steps keep nothing back, since each
/// of their records is done as soon as it was dispatched. Worker only.
/// </summary>
internal sealed class TaskPasses(TaskContext context)
{
    private readonly WriteOrder _order = new();
    private readonly Queue<Pass> _followers = new();
    private PunctuationPass _punctuation = new(context);
    private long _sequence;
    private bool _isClosed;

    /// <summary>Whether what is written waits until its pass is done. Set by asynchronous steps when the task is built.</summary>
    public bool AreStaged { get; set; }

    /// <summary>What work comes from that no record causes.</summary>
    public IRecordOrigin Punctuation => _punctuation;

    /// <summary>Keeps a write of the work of the moment until that is done.</summary>
    public void Stage(StagedWrite write) => context.Origin.Writes.Add(write);

    /// <summary>Keeps the work of the moment from being done until it is released.</summary>
    public Pass Hold()
    {
        var pass = context.Origin as Pass ?? ((RecordQueue)context.Origin).HoldHead();
        return Hold(pass);
    }

    /// <summary>Something that held a pass has ended, and everything below it.</summary>
    public void Release(Pass pass)
    {
        var isLast = pass.Release();
        if (pass.IsClosed)
        {
            return;
        }

        if (!isLast)
        {
            _order.Enter(pass);
            return;
        }

        TryEnd(pass);
        EndFollowers();
    }

    /// <summary>A queue's head was dispatched.</summary>
    /// <returns>Whether its record is done; else it is in flight.</returns>
    public bool EndHead(RecordQueue queue)
    {
        if (queue.HeadPass is { } held)
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
            context.Origin = queue;
            queue.Writes.Send();
            return true;
        }

        WaitForTurn(Hold(queue.HoldHead()));
        return false;
    }

    public void BeginPunctuation(long time)
    {
        _punctuation.Begin(time);
        context.Origin = _punctuation;
    }

    /// <summary>A punctuation has returned; handlers that it started go on.</summary>
    public void EndPunctuation()
    {
        var pass = _punctuation;
        if (!pass.IsHeld && _order.MayGo(pass.Writes, long.MaxValue))
        {
            context.Origin = pass;
            pass.Writes.Send();
            return;
        }

        _punctuation = new PunctuationPass(context);
        if (pass.IsHeld)
        {
            _order.Enter(pass);
        }
        else
        {
            WaitForTurn(Hold(pass));
        }
    }

    /// <summary>Gives up a pass, whose record is nobody's any more.</summary>
    public void Close(Pass pass)
    {
        if (!_isClosed)
        {
            _order.Leave(pass, _followers);
        }

        pass.Close();
    }

    /// <summary>Goes on with what waited only for passes that were given up.</summary>
    public void EndFollowers()
    {
        while (_followers.TryDequeue(out var pass))
        {
            if (pass is { IsWaitingItsTurn: true, IsClosed: false })
            {
                TryEnd(pass);
            }
        }
    }

    /// <summary>The task has ended: nothing goes out any more.</summary>
    public void Close()
    {
        _isClosed = true;
        _followers.Clear();
    }

    private Pass Hold(Pass pass)
    {
        if (pass.Sequence == 0)
        {
            pass.Sequence = ++_sequence;
        }

        pass.Hold();
        return pass;
    }

    private void WaitForTurn(Pass pass)
    {
        pass.Release();
        pass.IsWaitingItsTurn = true;
        _order.Enter(pass);
    }

    private void TryEnd(Pass pass)
    {
        if (!_order.MayGo(pass.Writes, pass.Sequence))
        {
            pass.IsWaitingItsTurn = true;
            _order.Enter(pass);
            return;
        }

        pass.IsWaitingItsTurn = false;
        context.Origin = pass;
        _order.Leave(pass, _followers);
        pass.Writes.Send();
        pass.Complete();
    }
}
