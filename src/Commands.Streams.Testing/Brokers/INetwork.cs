namespace Commands.Streams.Testing.Brokers;

/// <summary>What lies between clients and brokers: decides what arrives when, so that a simulation may.</summary>
internal interface INetwork
{
    /// <summary>Whether the markers of a decided transaction are written before its producer hears of the decision.</summary>
    bool WritesMarkersAtOnce { get; }

    /// <summary>How many of a partition's queued records reach the broker now.</summary>
    int Deliver(int queued);

    /// <summary>Whether the acknowledgement of what was delivered is lost, so that the client sends it again.</summary>
    bool LosesAcknowledgement();

    /// <summary>How many of the offsets that a reader may see arrive with the fetch of the moment.</summary>
    long Fetch(long available);

    /// <summary>A reader without a group goes on at some moment, one turn at a time.</summary>
    void GoOn(IThreadPoolWorkItem reader);

    /// <summary>Time passes while a call of a client waits.</summary>
    void Wait(TimeSpan timeout);
}
