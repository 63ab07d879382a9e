namespace Commands.Streams.Diagnostics;

/// <summary>The load of a task at the end of a turn.</summary>
internal record struct TaskGauges
{
    /// <summary>Asynchronous handlers in flight.</summary>
    public int RunningHandlers;

    /// <summary>Asynchronous handlers that may be in flight.</summary>
    public int HandlerLimit;

    /// <summary>Keys with a record whose handler is running or waiting.</summary>
    public int Lanes;

    /// <summary>Records that wait behind others with their key, or for another handler to complete.</summary>
    public int Waiting;

    /// <summary>The largest size of the task's done-sets in bytes.</summary>
    public int DoneSetLength;

    /// <summary>1 if a full done-set holds the task back, otherwise 0.</summary>
    public int FullDoneSets;
}
