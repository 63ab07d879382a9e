namespace Commands.Streams.Processors;

/// <summary>A schedule that can be ended.</summary>
public interface ICancellable
{
    /// <summary>Ends the schedule. May be called from inside it, and twice.</summary>
    void Cancel();
}
