using Commands.Streams.Testing.Brokers;

namespace Commands.Streams.Testing.Simulating.Faults;

/// <summary>The seed decides what arrives when. Nothing arrives while the cluster is down.</summary>
internal sealed class RandomNetwork(World world) : INetwork
{
    public bool WritesMarkersAtOnce => world.Random.Below(2) == 0;

    public int Deliver(int queued) => world.IsDown || world.Random.Below(4) == 0 ? 0 : world.Random.Between(1, queued);

    public bool LosesAcknowledgement()
    {
        var lost = world.Faults.Happens(FaultKind.LostAcknowledgement);
        if (lost)
        {
            world.NoteFault(-1, -1, "loses an acknowledgement");
        }

        return lost;
    }

    public long Fetch(long available) =>
        world.IsDown || world.Random.Below(8) == 0 ? 0 : world.Random.Below(3) == 0 ? world.Random.Between(1, (int)available) : available;

    public void GoOn(IThreadPoolWorkItem reader) => world.Errands.Add(reader);

    public void Wait(TimeSpan timeout) => world.Scheduler.Sleep(timeout);
}
