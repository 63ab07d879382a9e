namespace Commands.Streams.Testing.Simulating;

/// <summary>How much there was of what a run can do with less of.</summary>
internal sealed class RunReport
{
    public int Faults { get; set; }

    public int Writes { get; set; }

    /// <summary>A run begins.</summary>
    public void Reset() => (Faults, Writes) = (0, 0);
}
