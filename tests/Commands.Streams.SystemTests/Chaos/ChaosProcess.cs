using System.Globalization;
using System.Reflection;
using Commands.Streams.SystemTests.Samples;

namespace Commands.Streams.SystemTests.Chaos;

/// <summary>Lives of the program of tests/Commands.Streams.ChaosHost, one after the other, as one application; what any of them has handled is kept.</summary>
internal sealed class ChaosProcess(string servers, string topic, ProcessingGuarantee guarantee, int workers, int concurrency, int workMs)
{
    private const string Handled = "handled ";

    private readonly HashSet<string> _values = [];

    public string Application { get; } = $"app-{topic}";

    /// <summary>The different commands that were handled.</summary>
    public int Count => _values.Count;

    public SampleProcess Start() => new(
        Assembly.Load("Commands.Streams.ChaosHost"),
        [servers, Application, topic, guarantee.ToString(), Text(workers), Text(concurrency), Text(workMs)]);

    /// <summary>Waits until so many different commands were handled by this life and those before it.</summary>
    public Task UntilHandledAsync(SampleProcess life, int count, TimeSpan? patience = null) =>
        life.UntilAsync(Note, () => Count >= count, patience ?? ChaosRun.Patience);

    /// <summary>Notes what a life has printed until it ended.</summary>
    public void NoteAll(SampleProcess life)
    {
        foreach (var line in life.Lines)
        {
            Note(line);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void Note(string line)
    {
        if (line.StartsWith(Handled, StringComparison.Ordinal))
        {
            _values.Add(line[Handled.Length..]);
        }
    }
}
