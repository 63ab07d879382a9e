namespace Commands.Streams;

/// <summary>What happens after an exception has ended a worker.</summary>
public enum UncaughtExceptionResponse
{
    /// <summary>The application stops in state <see cref="ApplicationState.Error"/>. The default.</summary>
    StopApplication,

    /// <summary>The worker restarts with new clients from the committed offsets. A record that always fails makes the worker fail forever.</summary>
    ReplaceWorker,
}
