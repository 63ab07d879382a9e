namespace Commands.Streams.Hosting;

/// <summary>How a host treats an application. Named after the application, as its other options.</summary>
public sealed class StreamsHostOptions
{
    /// <summary>
    /// Whether the host stops when the application fails. What failed it is then thrown by the host's <c>StopAsync</c>, and so by <c>Run</c> and
    /// <c>RunAsync</c>: a process that does not catch it prints it and ends with an exit code other than 0.
    /// </summary>
    /// <value>Default: <see langword="true"/>. Otherwise only the log and the health check tell.</value>
    public bool StopHostOnFailure { get; set; } = true;
}
