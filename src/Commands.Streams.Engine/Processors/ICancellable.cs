namespace Commands.Streams.Processors;

/// <summary>A schedule that can be cancelled.</summary>
public interface ICancellable
{
    /// <summary>Cancels the schedule. May be called from the scheduled callback, and more than once.</summary>
    void Cancel();
}
