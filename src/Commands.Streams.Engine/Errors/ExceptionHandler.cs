namespace Commands.Streams.Errors;

/// <summary>
/// Decides what happens to a record that failed. Called on the worker's thread; several workers call at once. If the handler itself throws, the
/// task fails.
/// </summary>
/// <param name="context">Where it failed.</param>
/// <param name="exception">What was thrown.</param>
public delegate ExceptionResponse ExceptionHandler(ErrorContext context, Exception exception);
