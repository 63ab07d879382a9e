namespace Commands.Streams.SimulationRuns;

/// <summary>What came out of many runs. Thread-safe.</summary>
internal sealed class Totals
{
    private readonly Lock _gate = new();
    private int _runs;
    private int _violations;
    private long _steps;
    private long _crashes;
    private long _rebalances;
    private readonly SortedDictionary<string, long> _states = new(StringComparer.Ordinal);

    /// <summary>Adds a run.</summary>
    /// <param name="result">What came out of it.</param>
    /// <param name="runs">The number of runs so far.</param>
    /// <returns>The number of violations so far.</returns>
    public int Add(RunResult result, out int runs)
    {
        lock (_gate)
        {
            runs = ++_runs;
            _steps += result.Steps;
            _crashes += result.Crashes;
            _rebalances += result.Rebalances;
            foreach (var (state, count) in result.States)
            {
                _states[state] = _states.GetValueOrDefault(state) + count;
            }

            return _violations += result.Violation is null ? 0 : 1;
        }
    }

    /// <summary>How often rare states were reached, by name.</summary>
    public IReadOnlyDictionary<string, long> States => _states;

    public void Deconstruct(out int violations, out long steps, out long crashes, out long rebalances)
    {
        lock (_gate)
        {
            (violations, steps, crashes, rebalances) = (_violations, _steps, _crashes, _rebalances);
        }
    }
}
