namespace Commands.Streams.Testing.Brokers;

/// <summary>Everything arrives at once, and nothing is lost.</summary>
internal sealed class ImmediateNetwork : INetwork
{
    public bool WritesMarkersAtOnce => true;

    public int Deliver(int queued) => queued;

    public bool LosesAcknowledgement() => false;

    public long Fetch(long available) => available;

    public void GoOn(IThreadPoolWorkItem reader) => ThreadPool.UnsafeQueueUserWorkItem(reader, preferLocal: false);

    public void Wait(TimeSpan timeout)
    {
    }
}
