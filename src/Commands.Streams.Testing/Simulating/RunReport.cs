namespace Commands.Streams.Testing.Simulating;

/// <summary>How much a run had of what it can be repeated with less of.</summary>
internal sealed class RunReport
{
    public int Faults { get; private set; }

    public int Writes { get; private set; }

    public void Set(int faults, int writes) => (Faults, Writes) = (faults, writes);
}
