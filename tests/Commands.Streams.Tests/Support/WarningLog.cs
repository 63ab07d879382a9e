using Microsoft.Extensions.Logging;

namespace Commands.Streams.Tests.Support;

/// <summary>Collects warnings, or throws at each.</summary>
internal sealed class WarningLog : ILoggerFactory, ILogger
{
    public List<string> Lines { get; } = [];

    public bool Fails { get; init; }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (Fails)
        {
            throw new InvalidOperationException("No paper.");
        }

        Lines.Add(formatter(state, exception));
    }

    public void Dispose()
    {
    }
}
