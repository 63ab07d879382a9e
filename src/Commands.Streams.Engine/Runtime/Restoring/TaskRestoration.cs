using Commands.Streams.Restoration;

namespace Commands.Streams.Runtime.Restoring;

/// <summary>The restoration of the stores of one task. Worker only.</summary>
internal sealed class TaskRestoration(IReadOnlyList<StoreRestorer> restorers, RestoreEvents events, TimeProvider timeProvider)
{
    private static readonly TimeSpan ReportedWait = TimeSpan.FromSeconds(5);

    private readonly Queue<StoreRestorer> _left = new(restorers);
    private long _began;
    private bool _isAnnounced;
    private bool _isWaitReported;

    /// <summary>True once every store is complete.</summary>
    public bool IsDone => _left.Count == 0;

    /// <summary>How much of the changelogs has been read, in percent.</summary>
    public int Percent
    {
        get
        {
            var (done, all) = (0L, 0L);
            foreach (var restorer in restorers)
            {
                done += restorer.IsDone ? restorer.To - restorer.From : restorer.HasStarted ? restorer.Next - restorer.From : 0;
                all += restorer.HasStarted ? restorer.To - restorer.From : 0;
            }

            return all == 0 ? 0 : (int)(done * 100 / all);
        }
    }

    /// <summary>Does a part of the work; one store after another, so that little memory is used for reading ahead.</summary>
    /// <param name="most">The largest number of records to read.</param>
    /// <returns>True if it made progress.</returns>
    public bool Advance(int most)
    {
        if (!_left.TryPeek(out var restorer))
        {
            return false;
        }

        var before = restorer.Restored;
        var moved = restorer.Advance(most);
        if (restorer.HasStarted && !_isAnnounced)
        {
            _isAnnounced = true;
            _began = timeProvider.GetTimestamp();
            events.Started(restorer);
        }

        if (restorer.Restored > before)
        {
            events.Progressed(restorer, restorer.Restored - before);
        }

        if (restorer.IsWaitingForTransaction && !_isWaitReported && timeProvider.GetElapsedTime(_began) >= ReportedWait)
        {
            _isWaitReported = true;
            events.Waits(restorer);
        }

        if (restorer.IsDone)
        {
            events.Ended(restorer, timeProvider.GetElapsedTime(_began));
            _left.Dequeue();
            _isAnnounced = _isWaitReported = false;
        }

        return moved;
    }

    /// <summary>The task ends before its stores are complete.</summary>
    public void Stop()
    {
        while (_left.TryDequeue(out var restorer))
        {
            restorer.Stop();
            if (restorer.HasStarted)
            {
                events.Suspended(restorer);
            }
        }
    }
}
