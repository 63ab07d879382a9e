namespace Commands.Streams.Errors;

/// <summary>
/// Decides what happens to a record that failed. Called on the workers' threads, possibly several at once. If the handler itself throws, the task
/// fails.
/// </summary>
/// <param name="context">The record, and where it failed.</param>
/// <param name="exception">The exception.</param>
public delegate ExceptionResponse ExceptionHandler(ErrorContext context, Exception exception);
