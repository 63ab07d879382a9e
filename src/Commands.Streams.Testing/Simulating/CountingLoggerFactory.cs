using Microsoft.Extensions.Logging;

namespace Commands.Streams.Testing.Simulating;

/// <summary>
/// Counts the warnings of the engine by the names of their events, so that a run can say which rare states it has reached. Writes nothing of its own;
/// what the application's options name still hears of everything.
/// </summary>
internal sealed class CountingLoggerFactory(StateCounts counts, ILoggerFactory inner) : ILoggerFactory
{
    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public ILogger CreateLogger(string categoryName) => new Logger(counts, inner.CreateLogger(categoryName));

    public void Dispose()
    {
    }

    private sealed class Logger(StateCounts counts, ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning || inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Warning && eventId.Name is { } name)
            {
                counts.Add(name);
            }

            if (inner.IsEnabled(logLevel))
            {
                inner.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }
}
