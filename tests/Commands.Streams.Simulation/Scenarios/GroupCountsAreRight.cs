using System.Buffers.Binary;
using Commands.Streams.Testing;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>
/// The last count of each group, in the output and in the changelog, is the number of its records; at-least-once, it is not less. Exactly-once, counts rise.
/// At-least-once, an instance that was expelled may still send what it had queued, after its successor; so the largest count of the output is looked at.
/// </summary>
internal sealed class GroupCountsAreRight(string changelog, Func<long, int> groupOf, ProcessingGuarantee guarantee) : SimulationInvariant
{
    protected internal override string? CheckEnd(SimulatedCluster cluster)
    {
        var expected = VisibleRecords.Read(cluster, Scenario.Input).Where(record => record.Value.Length == sizeof(long))
            .CountBy(record => groupOf(BinaryPrimitives.ReadInt64BigEndian(record.Value))).ToDictionary();
        foreach (var topic in new[] { changelog, Scenario.Output })
        {
            var counts = VisibleRecords.Read(cluster, topic).GroupBy(record => record.Key)
                .ToDictionary(group => group.Key, group => group.Select(record => BinaryPrimitives.ReadInt64BigEndian(record.Value)).ToList());
            foreach (var (group, count) in expected)
            {
                var found = counts.GetValueOrDefault(group) ?? [];
                var last = guarantee == ProcessingGuarantee.AtLeastOnce && topic == Scenario.Output ? found.DefaultIfEmpty().Max() : found.LastOrDefault();
                if (last < count || (guarantee == ProcessingGuarantee.ExactlyOnce && last != count))
                {
                    return $"Miscounted: group {group} has {count} records, but topic '{topic}' says {last}.";
                }

                if (guarantee == ProcessingGuarantee.ExactlyOnce && found.Zip(found.Skip(1)).Any(pair => pair.Second <= pair.First))
                {
                    return $"Miscounted: topic '{topic}' says of group {group}: {string.Join(", ", found)}.";
                }
            }
        }

        return null;
    }
}
