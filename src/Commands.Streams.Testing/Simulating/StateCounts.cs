namespace Commands.Streams.Testing.Simulating;

/// <summary>How often a run came to states that are seldom reached, by name: what the engine warns of, and what the simulation sees itself.</summary>
internal sealed class StateCounts
{
    private readonly Dictionary<string, int> _counts = [];

    public IReadOnlyDictionary<string, int> All => _counts;

    public void Add(string state) => _counts[state] = _counts.GetValueOrDefault(state) + 1;
}
