namespace Commands.Streams.Tasks;

/// <summary>A task's schedules for one clock, fired in order of their due times. Worker only.</summary>
internal sealed class PunctuationQueue
{
    private readonly PriorityQueue<PunctuationSchedule, long> _schedules = new();

    /// <summary>The next due time, in Unix milliseconds; <see cref="long.MaxValue"/> if nothing is scheduled.</summary>
    public long NextDue => _schedules.TryPeek(out _, out var due) ? due : long.MaxValue;

    public void Add(PunctuationSchedule schedule) => _schedules.Enqueue(schedule, schedule.Due);

    /// <summary>Fires every schedule that is due.</summary>
    /// <returns>True if any was due.</returns>
    public bool Fire(long now, TaskContext context)
    {
        var fired = false;
        while (_schedules.TryPeek(out var schedule, out var due) && due <= now)
        {
            _schedules.Dequeue();
            if (schedule.IsCancelled)
            {
                continue;
            }

            fired = true;
            context.Work.BeginPunctuation(now);
            try
            {
                schedule.Fire(now);
            }
            catch (Exception exception) when (exception is not Errors.TaskFailedException { IsVerdict: true })
            {
                context.HandleProcessingFailure(schedule.Node, exception);
            }

            context.Work.EndPunctuation();
            schedule.MoveOn(now);
            if (!schedule.IsCancelled)
            {
                _schedules.Enqueue(schedule, schedule.Due);
            }
        }

        return fired;
    }
}
