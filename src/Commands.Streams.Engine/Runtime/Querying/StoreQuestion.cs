using Commands.Streams.Runtime.Workers;

namespace Commands.Streams.Runtime.Querying;

/// <summary>A question to the state stores of one worker, which the worker answers between two turns.</summary>
internal abstract class StoreQuestion
{
    /// <summary>Reads the answer from the stores. Called once, on the worker's thread; never throws.</summary>
    public abstract void Answer(WorkerTasks tasks);

    /// <summary>The worker has ended. Called instead of <see cref="Answer"/>; never throws.</summary>
    public abstract void GiveUp();
}
