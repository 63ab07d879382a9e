namespace Commands.Streams.Hosting;

/// <summary>The settings of one application, collected while services are registered. Not changed once the host is built.</summary>
internal sealed class StreamsRegistration(string name)
{
    public string Name { get; } = name;

    /// <summary>Exactly one, unless one is missing or several were added by mistake.</summary>
    public List<Func<IServiceProvider, Topology>> Topologies { get; } = [];

    /// <summary>True if something issues commands by the application's client, so that no topology is required.</summary>
    public bool HasCommandClients { get; set; }

    /// <summary>True if a client was chosen.</summary>
    public bool HasClient { get; set; }

    /// <summary>Returns one sentence for each setting that is missing or ambiguous.</summary>
    public IEnumerable<string> Problems()
    {
        if (!HasClient)
        {
            yield return $"Application '{Name}' has no cluster. Call UseKafka(...) or UseClient(...) on the builder that AddStreams returns.";
        }

        if (Topologies.Count == 0 && !HasCommandClients)
        {
            yield return $"Application '{Name}' has no topology. Call AddTopology(...) on the builder that AddStreams returns.";
        }

        if (Topologies.Count > 1)
        {
            yield return $"Application '{Name}' has {Topologies.Count} topologies, but an application runs only one. Combine them with one StreamsBuilder, " +
                "or register each with AddStreams under its own name.";
        }
    }
}
