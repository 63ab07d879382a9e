using Microsoft.Extensions.Logging;

namespace Commands.Streams.Tests.Support;

/// <summary>A logger that keeps what is logged, as text, with the exceptions that came along.</summary>
internal sealed class CollectingLogger : ILogger
{
    public List<(LogLevel Level, string Text, Exception? Exception)> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Add((logLevel, formatter(state, exception), exception));
}
