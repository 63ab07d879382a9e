namespace Commands.Streams.Tasks;

/// <summary>The schedules of a task for one clock, fired in the order they are due. Worker only.</summary>
internal sealed class PunctuationQueue
{
    private readonly PriorityQueue<PunctuationSchedule, long> _schedules = new();

    /// <summary>The due time of the next one, in Unix milliseconds; <see cref="long.MaxValue"/> if there is none.</summary>
    public long NextDue => _schedules.TryPeek(out _, out var due) ? due : long.MaxValue;

    public void Add(PunctuationSchedule schedule) => _schedules.Enqueue(schedule, schedule.Due);

    /// <summary>Fires what is due.</summary>
    /// <returns>Whether anything was.</returns>
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
