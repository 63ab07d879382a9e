using Commands.Streams.Tasks.Progress;

namespace Commands.Streams.Tasks.Output;

/// <summary>
/// Keeps the order of what passes write, although passes end in any order: of two that write under one key to one place, the one that was taken up first
/// goes out first, if it wrote there before the other ended. A pass waits for earlier ones only, so none waits for ever. Worker only.
/// </summary>
internal sealed class WriteOrder
{
    private readonly Dictionary<long, List<Pass>> _lines = [];
    private readonly Stack<List<Pass>> _pool = new();

    /// <summary>What a pass has written since it was here last takes its place in line; the pass goes on.</summary>
    public void Enter(Pass pass)
    {
        var writes = pass.Writes;
        for (; writes.Ordered < writes.Count; writes.Ordered++)
        {
            if (writes[writes.Ordered].Place is { } place)
            {
                Enter(pass, place);
            }
        }
    }

    /// <summary>Whether nothing of an earlier pass must go out before these writes.</summary>
    /// <param name="writes">The writes.</param>
    /// <param name="sequence">The place of their pass in the order of work.</param>
    public bool MayGo(PassWrites writes, long sequence)
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

    /// <summary>A pass is done, or given up; its writes are still at hand.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="followers">Takes those that are first in a line now and wait for nothing but their turn.</param>
    public void Leave(Pass pass, Queue<Pass> followers)
    {
        for (var i = 0; i < pass.Writes.Ordered; i++)
        {
            if (pass.Writes[i].Place is not { } place || !_lines.TryGetValue(place, out var line) || !line.Remove(pass))
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

    private void Enter(Pass pass, long place)
    {
        if (!_lines.TryGetValue(place, out var line))
        {
            line = _pool.Count > 0 ? _pool.Pop() : [];
            _lines.Add(place, line);
        }

        var index = line.Count;
        while (index > 0 && line[index - 1].Sequence > pass.Sequence)
        {
            index--;
        }

        if (index == 0 || !ReferenceEquals(line[index - 1], pass))
        {
            line.Insert(index, pass);
        }
    }
}
