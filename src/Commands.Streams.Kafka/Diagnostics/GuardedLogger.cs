using Microsoft.Extensions.Logging;

namespace Commands.Streams.Kafka.Diagnostics;

/// <summary>
/// A log that throws nothing: its lines are written in the middle of the work of clients' threads, which would end, and the process with them, because a line
/// could not be written.
/// </summary>
internal sealed class GuardedLogger(ILogger inner) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            inner.Log(logLevel, eventId, state, exception, formatter);
        }
        catch (Exception)
        {
            // Nobody is left to tell: the log itself failed.
        }
    }
}
