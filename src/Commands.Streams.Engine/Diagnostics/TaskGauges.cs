namespace Commands.Streams.Diagnostics;

/// <summary>What a task is busy with at the end of a turn.</summary>
internal record struct TaskGauges
{
    /// <summary>Asynchronous handlers in flight.</summary>
    public int RunningHandlers;

    /// <summary>How many may be.</summary>
    public int HandlerLimit;

    /// <summary>Keys with a record whose handler runs or waits.</summary>
    public int Lanes;

    /// <summary>Records that wait behind others of their key, or for a handler to end.</summary>
    public int Waiting;

    /// <summary>The bytes that the task's done-sets may take.</summary>
    public int DoneSetLength;

    /// <summary>1 if a full done-set holds the task back, else 0.</summary>
    public int FullDoneSets;
}
