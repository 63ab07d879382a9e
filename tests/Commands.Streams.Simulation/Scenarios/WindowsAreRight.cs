using System.Buffers.Binary;
using Commands.Streams.Testing;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>
/// Each window that a later record of its partition has closed has its result: exactly-once, one result with all its records; at-least-once, one with at
/// least those. At-least-once, an instance that was expelled may still send what it had queued, after its successor; so the largest result is looked at.
/// </summary>
internal sealed class WindowsAreRight(ProcessingGuarantee guarantee) : SimulationInvariant
{
    protected internal override string? CheckEnd(SimulatedCluster cluster)
    {
        var results = VisibleRecords.Read(cluster, Scenario.Output).Select(record => (record.Key, Result: BinaryPrimitives.ReadInt64BigEndian(record.Value)))
            .ToLookup(record => (record.Key, Start: record.Result / WindowScenario.Factor), record => record.Result % WindowScenario.Factor);
        var closed = 0;
        for (var partition = 0; partition < cluster.Topics.Get(Scenario.Input).Logs.Count; partition++)
        {
            var records = VisibleRecords.Read(cluster, Scenario.Input, partition).Where(record => record.Value.Length == sizeof(long))
                .Select(record => (record.Key, Time: BinaryPrimitives.ReadInt64BigEndian(record.Value))).ToList();
            var time = records.Select(record => record.Time).DefaultIfEmpty().Max();
            foreach (var ((key, start), count) in records.CountBy(record => (record.Key, Start: record.Time / WindowScenario.Size * WindowScenario.Size)))
            {
                if (start + WindowScenario.Size > time)
                {
                    continue;
                }

                closed++;
                var found = results[(key, start)].ToList();
                var isRight = guarantee == ProcessingGuarantee.ExactlyOnce ? found.SequenceEqual([count]) : found.DefaultIfEmpty().Max() >= count;
                if (!isRight)
                {
                    return $"Miscounted: key {key} has {count} records in the window from {start}, but the results are: {string.Join(", ", found)}.";
                }
            }
        }

        var isMore = guarantee == ProcessingGuarantee.ExactlyOnce && results.Count > closed;
        return isMore ? $"Too early: {closed} windows are closed, but {results.Count} have results." : null;
    }
}
