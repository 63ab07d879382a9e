namespace Commands.Streams.Errors;

/// <summary>The usual exception handlers. The engine logs every failure, whatever the handler decides.</summary>
public static class ExceptionHandlers
{
    /// <summary>Fails the task. The default for deserialization and processing.</summary>
    public static ExceptionHandler Fail { get; } = static (_, _) => ExceptionResponse.Fail;

    /// <summary>Skips the record.</summary>
    public static ExceptionHandler Continue { get; } = static (_, _) => ExceptionResponse.Continue;

    /// <summary>Repeats the work since the last commit if the error is transient; otherwise fails. The default for production.</summary>
    public static ExceptionHandler RetryOrFail { get; } = static (_, exception) =>
        exception is ClientException { Kind: ClientErrorKind.Retriable } ? ExceptionResponse.Retry : ExceptionResponse.Fail;

    /// <summary>Writes the record to a dead-letter topic and continues.</summary>
    /// <param name="topic">The dead-letter topic, which must exist.</param>
    /// <exception cref="ArgumentException">The name is not a valid topic name.</exception>
    public static ExceptionHandler DeadLetter(string topic) => new DeadLetterHandler(topic).Decide;
}
