using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Commands.Streams.Tests.Support;

/// <summary>Keeps what is logged, to be asked after.</summary>
internal sealed class RecordedLog : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyList<string> Lines => [.. _lines];

    /// <summary>Throws at lines that contain this.</summary>
    public string? ThrowsAt { get; set; }

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var line = $"{logLevel}: {formatter(state, exception)}";
        _lines.Enqueue(line);
        if (ThrowsAt is { } part && line.Contains(part, StringComparison.Ordinal))
        {
            throw new InvalidOperationException("The log throws.");
        }
    }

    public void Dispose()
    {
        // Nothing to give back.
    }
}
