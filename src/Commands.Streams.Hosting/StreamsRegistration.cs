namespace Commands.Streams.Hosting;

/// <summary>What was said about one application while services were registered. Not changed once the host is built.</summary>
internal sealed class StreamsRegistration(string name)
{
    public string Name { get; } = name;

    /// <summary>One, unless something was forgotten or said twice.</summary>
    public List<Func<IServiceProvider, Topology>> Topologies { get; } = [];

    /// <summary>Whether something issues commands by the application's client, so that there need not be a topology.</summary>
    public bool HasCommandClients { get; set; }

    /// <summary>Whether a client was chosen.</summary>
    public bool HasClient { get; set; }

    /// <summary>What was forgotten or said twice, one sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        if (!HasClient)
        {
            yield return $"Application '{Name}' has no cluster. Call UseKafka(...) or UseClient(...) on what AddStreams returns.";
        }

        if (Topologies.Count == 0 && !HasCommandClients)
        {
            yield return $"Application '{Name}' has no topology. Call AddTopology(...) on what AddStreams returns.";
        }

        if (Topologies.Count > 1)
        {
            yield return $"Application '{Name}' has {Topologies.Count} topologies, and an application runs one. Build them with one StreamsBuilder, " +
                "or register each by AddStreams with a name of its own.";
        }
    }
}
