namespace Commands.Streams.Tasks.Progress;

/// <summary>
/// Keeps writes in order although work ends in any order. If two pieces of work write to the same place, the one that began first sends first, provided that it
/// had made its write by the time the other ended. Work waits only for earlier work, so nothing waits forever. Worker only.
/// </summary>
internal sealed class WriteOrder
{
    private readonly Dictionary<long, List<InFlightWork>> _lines = [];
    private readonly Stack<List<InFlightWork>> _pool = new();

    /// <summary>Enters the writes that the work has made since the last call; the work continues.</summary>
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

    /// <summary>True if no earlier work has to send first.</summary>
    /// <param name="writes">The writes to send.</param>
    /// <param name="sequence">The sequence number of their work.</param>
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

    /// <summary>Called when work is done or discarded, before its writes are dropped.</summary>
    /// <param name="work">The work that is done or discarded.</param>
    /// <param name="followers">Receives the work that is now first in a line and was only waiting for its turn.</param>
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
