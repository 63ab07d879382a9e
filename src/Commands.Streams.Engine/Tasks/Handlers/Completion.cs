namespace Commands.Streams.Tasks.Handlers;

/// <summary>A handler that was started and ends later.</summary>
internal abstract class Completion
{
    /// <summary>Carries on with the result, on the worker.</summary>
    public abstract void Finish();
}
