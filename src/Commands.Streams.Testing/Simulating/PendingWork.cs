namespace Commands.Streams.Testing.Simulating;

/// <summary>Handlers of the simulation's own that have not ended: each ends at its moment, on the simulation's thread, unless its process is gone.</summary>
internal sealed class PendingWork
{
    private readonly List<(DateTimeOffset Due, Process? Owner, TaskCompletionSource Ended, Exception? Failure)> _pending = [];

    public int Count => _pending.Count;

    public DateTimeOffset? NextDue
    {
        get
        {
            DateTimeOffset? earliest = null;
            foreach (var (due, _, _, _) in _pending)
            {
                earliest = earliest is { } found && found <= due ? found : due;
            }

            return earliest;
        }
    }

    public Task Add(DateTimeOffset due, Process? owner, Exception? failure)
    {
        var ended = new TaskCompletionSource();
        _pending.Add((due, owner, ended, failure));
        return ended.Task;
    }

    /// <summary>Ends what is due, the earliest first.</summary>
    public void EndDue(DateTimeOffset now)
    {
        for (var i = 0; i < _pending.Count; i++)
        {
            var (due, owner, ended, failure) = _pending[i];
            if (due > now)
            {
                continue;
            }

            _pending.RemoveAt(i--);
            if (owner is { IsDead: true })
            {
                continue;
            }

            if (failure is null)
            {
                ended.TrySetResult();
            }
            else
            {
                ended.TrySetException(failure);
            }
        }
    }
}
