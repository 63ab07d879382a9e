namespace Commands.Streams.Runtime.Workers;

/// <summary>Receives the events of workers, on their threads.</summary>
internal interface IWorkerLifecycle
{
    void OnPhaseChanged();

    /// <summary>Called when a worker has failed permanently. It has abandoned its work.</summary>
    void OnWorkerFailed(Exception exception);

    /// <summary>Called when a worker's thread is about to end, for any reason.</summary>
    void OnWorkerEnded();
}
