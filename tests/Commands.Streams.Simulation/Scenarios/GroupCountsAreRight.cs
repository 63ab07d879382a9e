using System.Buffers.Binary;
using Commands.Streams.Testing;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>
/// The last count of each group, in the output and in the changelog, is the number of its records; at-least-once, it is not less. Exactly-once, counts rise.
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
                var last = found.LastOrDefault();
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
