using System.Buffers.Binary;
using Commands.Streams.Testing;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>Every pair of near records of a key is in the output, in both orders: exactly-once once, at-least-once at least once. Nothing else is.</summary>
internal sealed class PairsAreRight(ProcessingGuarantee guarantee) : SimulationInvariant
{
    protected internal override string? CheckEnd(SimulatedCluster cluster)
    {
        var expected = new HashSet<(int Key, long Pair)>();
        foreach (var ofKey in Read(cluster, Scenario.Input).GroupBy(record => record.Key, record => record.Number))
        {
            List<long> numbers = [.. ofKey];
            expected.UnionWith(
                from left in numbers
                from right in numbers
                where Math.Abs(left - right) <= StreamJoinScenario.Near
                select (ofKey.Key, (left * StreamJoinScenario.Factor) + right));
        }

        var found = Read(cluster, Scenario.Output).CountBy(pair => pair).ToDictionary();
        foreach (var pair in expected)
        {
            var count = found.GetValueOrDefault(pair);
            if (count == 0 || (guarantee == ProcessingGuarantee.ExactlyOnce && count > 1))
            {
                return $"Wrong pairs: {pair} is in the output {count} times.";
            }
        }

        return found.Keys.FirstOrDefault(pair => !expected.Contains(pair)) is { Number: not 0 } invented ? $"Wrong pairs: {invented} is made up." : null;
    }

    private static IEnumerable<(int Key, long Number)> Read(SimulatedCluster cluster, string topic)
    {
        foreach (var log in cluster.Topics.Get(topic).Logs)
        {
            for (var offset = log.StartOffset; offset < log.LastStableOffset; offset++)
            {
                var entry = log[offset];
                if (entry.IsVisible(readCommitted: true) && entry.Record!.Value is { Length: sizeof(long) } value)
                {
                    yield return (BinaryPrimitives.ReadInt32BigEndian(entry.Record.Key), BinaryPrimitives.ReadInt64BigEndian(value));
                }
            }
        }
    }
}
