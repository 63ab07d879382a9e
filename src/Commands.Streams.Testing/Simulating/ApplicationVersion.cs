using Commands.Streams.Graph;
using Commands.Streams.Runtime.Starting;
using Commands.Streams.Testing.Brokers;
using Commands.Streams.Testing.Ports;
using Microsoft.Extensions.Logging.Abstractions;

namespace Commands.Streams.Testing.Simulating;

/// <summary>A version of the application: its topology, and the topics that it reads and writes.</summary>
internal sealed class ApplicationVersion
{
    public ApplicationVersion(Topology topology, string applicationId)
    {
        Graph = topology.Graph;
        Graph.Freeze();
        Naming = Graph.CreateNaming(applicationId);
    }

    public TopologyGraph Graph { get; }

    public TopicNaming Naming { get; }

    /// <summary>What happens before an instance starts its workers.</summary>
    public void Prepare(SimulatedCluster cluster)
    {
        using var admin = new SimulatedAdmin(cluster);
        var preparation = new TopicPreparation(Graph, Naming, admin, NullLogger.Instance) { ReplicationFactor = 1 };
        preparation.RunAsync(CancellationToken.None).GetAwaiter().GetResult(); // the simulated admin answers at once
    }

    /// <summary>Adds the topics to those that are known.</summary>
    public void AddTopics(World world, List<BrokerTopic> inputs)
    {
        foreach (var topic in Graph.SubTopologies.SelectMany(subTopology => subTopology.Sources).SelectMany(source => source.Topics))
        {
            var input = world.Cluster.Topics.Get(Naming.InCluster(topic));
            Add(inputs, input);
            if (!Graph.InternalTopics.ContainsKey(topic))
            {
                Add(world.Inputs, input);
            }
        }

        foreach (var topic in Graph.SubTopologies.SelectMany(subTopology => subTopology.Sinks).Select(sink => sink.Topic).OfType<string>())
        {
            Add(world.Outputs, world.Cluster.Topics.Get(Naming.InCluster(topic)));
        }
    }

    private static void Add(List<BrokerTopic> topics, BrokerTopic topic)
    {
        if (!topics.Contains(topic))
        {
            topics.Add(topic);
        }
    }
}
