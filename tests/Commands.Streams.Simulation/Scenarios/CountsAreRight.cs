using System.Buffers.Binary;
using Commands.Streams.Testing;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>
/// A count is the number of its key's records: exactly-once, the last entry of the changelog says it, and the output has each count from 1 on once and in
/// order; at-least-once, nothing says less.
/// </summary>
internal sealed class CountsAreRight(string changelog, ProcessingGuarantee guarantee) : SimulationInvariant
{
    protected internal override string? CheckEnd(SimulatedCluster cluster)
    {
        var expected = VisibleRecords.Read(cluster, Scenario.Input).Where(record => record.Value.Length == sizeof(long))
            .CountBy(record => record.Key).ToDictionary();
        var logged = VisibleRecords.Read(cluster, changelog).GroupBy(record => record.Key)
            .ToDictionary(group => group.Key, group => NumberOf(group.Last().Value));
        var forwarded = VisibleRecords.Read(cluster, Scenario.Output).GroupBy(record => record.Key)
            .ToDictionary(group => group.Key, group => group.Select(record => NumberOf(record.Value)).ToList());
        foreach (var (key, count) in expected)
        {
            var last = logged.GetValueOrDefault(key);
            if (last < count || (guarantee == ProcessingGuarantee.ExactlyOnce && last != count))
            {
                return $"Miscounted: key {key} has {count} records, but the changelog says {last}.";
            }

            var outputs = forwarded.GetValueOrDefault(key) ?? [];
            if (guarantee == ProcessingGuarantee.ExactlyOnce && !outputs.SequenceEqual(Enumerable.Range(1, count).Select(number => (long)number)))
            {
                return $"Miscounted: key {key} has {count} records, but the output says {string.Join(", ", outputs)}.";
            }

            if (outputs.DefaultIfEmpty().Max() < count)
            {
                return $"Lost: key {key} has {count} records, but the output only counts to {outputs.DefaultIfEmpty().Max()}.";
            }
        }

        return null;
    }

    private static long NumberOf(byte[] value) => BinaryPrimitives.ReadInt64BigEndian(value);
}
