namespace Commands.Streams;

/// <summary>How a host treats a Streamiz application.</summary>
public sealed record StreamizHostOptions
{
    /// <summary>
    /// Whether the host stops when the application fails, that is, when one of its threads has ended. What failed it is then thrown by the host's
    /// <c>StopAsync</c>, and so by <c>Run</c> and <c>RunAsync</c>: a process that does not catch it ends with an exit code other than 0.
    /// </summary>
    /// <value>Default: <see langword="true"/>. Otherwise only the log and the health check tell.</value>
    public bool StopHostOnFailure { get; init; } = true;

    /// <summary>How long a handler may take to end when the host stops. Then its command is given up, and handled again after the next start.</summary>
    /// <value>0 or more. Default: 5 s.</value>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
