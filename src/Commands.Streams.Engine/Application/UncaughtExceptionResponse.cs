namespace Commands.Streams;

/// <summary>What becomes of a worker that an exception has ended.</summary>
public enum UncaughtExceptionResponse
{
    /// <summary>The application stops in state <see cref="ApplicationState.Error"/>. The default.</summary>
    StopApplication,

    /// <summary>The worker starts again with new clients, from the committed offsets. A record that always fails makes it fail for ever.</summary>
    ReplaceWorker,
}
