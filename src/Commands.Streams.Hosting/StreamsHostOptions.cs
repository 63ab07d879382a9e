namespace Commands.Streams.Hosting;

/// <summary>Configures how a host treats an application. Named after the application, like its other options.</summary>
public sealed class StreamsHostOptions
{
    /// <summary>
    /// <see langword="true"/> to stop the host when the application fails; otherwise <see langword="false"/>. If it is set, the host's
    /// <c>StopAsync</c>, and therefore <c>Run</c> and <c>RunAsync</c>, throw the exception of the application: a process that does not catch it
    /// prints it and exits with a code other than 0.
    /// </summary>
    /// <value>Default: <see langword="true"/>. With <see langword="false"/>, only the log and the health check report the failure.</value>
    public bool StopHostOnFailure { get; set; } = true;
}
