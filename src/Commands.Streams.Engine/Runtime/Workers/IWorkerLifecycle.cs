namespace Commands.Streams.Runtime.Workers;

/// <summary>Hears of what becomes of workers. Called on their threads.</summary>
internal interface IWorkerLifecycle
{
    void OnPhaseChanged();

    /// <summary>A worker failed for good; it has given its work up.</summary>
    void OnWorkerFailed(Exception exception);

    /// <summary>A worker's thread is about to end, whatever ended it.</summary>
    void OnWorkerEnded();
}
