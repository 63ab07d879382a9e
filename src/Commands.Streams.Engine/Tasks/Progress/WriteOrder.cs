namespace Commands.Streams.Tasks.Progress;

/// <summary>
/// Keeps writes in order, although the work that makes them ends in any order: of two that write under one key to one place, the one that began first
/// goes out first, if it wrote there before the other ended. Work waits only for earlier work, so none waits forever. Worker only.
/// </summary>
internal sealed class WriteOrder
{
    private readonly Dictionary<long, List<InFlightWork>> _lines = [];
    private readonly Stack<List<InFlightWork>> _pool = new();

    /// <summary>Queues what the work has written since the last call; the work continues.</summary>
    public void Enter(InFlightWork work)
    {
        var writes = work.Writes;
        for (; writes.Ordered < writes.Count; writes.Ordered++)
        {
            if (writes[writes.Ordered].Place is { } place)
            {
                Enter(work, place);
            }
        }
    }

    /// <summary>Whether no earlier work must write first.</summary>
    /// <param name="writes">The writes.</param>
    /// <param name="sequence">The sequence number of the work that wrote them.</param>
    public bool MayGo(StagedWrites writes, long sequence)
    {
        for (var i = 0; _lines.Count > 0 && i < writes.Count; i++)
        {
            if (writes[i].Place is { } place && _lines.TryGetValue(place, out var line) && line[0].Sequence < sequence)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Called when work is done or given up, while it still has its writes.</summary>
    /// <param name="work">What is done or given up.</param>
    /// <param name="followers">Takes those that are first in a line now and wait for nothing but their turn.</param>
    public void Leave(InFlightWork work, Queue<InFlightWork> followers)
    {
        for (var i = 0; i < work.Writes.Ordered; i++)
        {
            if (work.Writes[i].Place is not { } place || !_lines.TryGetValue(place, out var line) || !line.Remove(work))
            {
                continue;
            }

            if (line.Count == 0)
            {
                _lines.Remove(place);
                _pool.Push(line);
            }
            else if (line[0].IsWaitingItsTurn)
            {
                followers.Enqueue(line[0]);
            }
        }
    }

    private void Enter(InFlightWork work, long place)
    {
        if (!_lines.TryGetValue(place, out var line))
        {
            line = _pool.Count > 0 ? _pool.Pop() : [];
            _lines.Add(place, line);
        }

        var index = line.Count;
        while (index > 0 && line[index - 1].Sequence > work.Sequence)
        {
            index--;
        }

        if (index == 0 || !ReferenceEquals(line[index - 1], work))
        {
            line.Insert(index, work);
        }
    }
}
