using Commands.Streams.Testing;

namespace Commands.Streams.SimulationRuns;

/// <summary>No handler was started twice, for runs in which nothing goes wrong that would excuse it.</summary>
internal sealed class StartedOnce(IReadOnlyList<long> started) : SimulationInvariant
{
    protected internal override string? CheckEnd(SimulatedCluster cluster)
    {
        var seen = new HashSet<long>();
        foreach (var number in started)
        {
            if (!seen.Add(number))
            {
                return $"The handler of record {number} was started twice, although nothing had gone wrong.";
            }
        }

        return null;
    }
}
