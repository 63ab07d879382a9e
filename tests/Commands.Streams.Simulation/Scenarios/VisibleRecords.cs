using System.Buffers.Binary;
using Commands.Streams.Testing;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>Reads what readers of committed records see.</summary>
internal static class VisibleRecords
{
    /// <summary>Reads the records of a topic whose keys are numbers, partition by partition.</summary>
    public static IEnumerable<(int Key, byte[] Value)> Read(SimulatedCluster cluster, string topic) =>
        Enumerable.Range(0, cluster.Topics.Get(topic).Logs.Count).SelectMany(partition => Read(cluster, topic, partition));

    /// <summary>Reads the records of a partition whose keys are numbers.</summary>
    public static IEnumerable<(int Key, byte[] Value)> Read(SimulatedCluster cluster, string topic, int partition)
    {
        var log = cluster.Topics.Get(topic).Logs[partition];
        for (var offset = log.StartOffset; offset < log.LastStableOffset; offset++)
        {
            var entry = log[offset];
            if (entry.IsVisible(readCommitted: true))
            {
                yield return (BinaryPrimitives.ReadInt32BigEndian(entry.Record!.Key), entry.Record.Value!);
            }
        }
    }
}
