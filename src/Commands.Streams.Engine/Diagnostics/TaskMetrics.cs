namespace Commands.Streams.Diagnostics;

/// <summary>A task's counters: plain fields that its worker increments and publishes once per turn. Worker only.</summary>
internal sealed class TaskMetrics
{
    /// <summary>Records that were processed by the topology.</summary>
    public long Processed;

    /// <summary>Records handed to the producer by sinks.</summary>
    public long Sent;

    /// <summary>Records dropped by operators.</summary>
    public long Dropped;

    /// <summary>Records skipped because an exception handler decided so.</summary>
    public long Skipped;

    /// <summary>Records that sinks wrote in place of others that could not be written.</summary>
    public long Replaced;

    /// <summary>Records written to dead-letter topics.</summary>
    public long DeadLetters;

    /// <summary>Records processed although another input was empty, because the wait for it had ended.</summary>
    public long EnforcedProcessing;
}
