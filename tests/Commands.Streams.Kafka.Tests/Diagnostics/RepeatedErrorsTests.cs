using Commands.Streams.Kafka.Diagnostics;
using Commands.Streams.Kafka.Native;
using Commands.Streams.Kafka.Tests.Support;
using Commands.Streams.Testing;
using Microsoft.Extensions.Logging;

namespace Commands.Streams.Kafka.Tests.Diagnostics;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RepeatedErrorsTests
{
    private const int Transport = -195;

    private readonly ManualTimeProvider _time = new();
    private readonly LogLines _lines = new();

    [Test]
    public void Log_that_throws_when_an_outage_is_over_ends_no_timers_thread()
    {
        var told = 0;
        var errors = new RepeatedErrors(_time, (_, _) =>
        {
            told++;
            throw new InvalidOperationException("The disk is full.");
        });
        foreach (var broker in new[] { "127.0.0.1:9092/1", "127.0.0.1:9093/2" })
        {
            errors.IsWritten(new NativeError(Transport, $"{broker}: Connect failed: Connection refused"), out _).Should().BeTrue();
        }

        FluentActions.Invoking(() => _time.Advance(TimeSpan.FromSeconds(60))).Should().NotThrow();

        told.Should().Be(2);
    }

    [Test]
    public void Broker_that_is_away_for_a_while_is_told_of_when_it_goes_each_half_minute_and_when_it_is_back()
    {
        var log = new ClientLog(_lines, _time);
        for (var second = 0; second < 35; second++)
        {
            for (var client = 0; client < 6; client++)
            {
                log.WriteLine($"client-{client}", 3, "FAIL", "127.0.0.1:9092/1: Connect to ipv4#127.0.0.1:9092 failed: Connection refused");
                log.WriteError(
                    $"client-{client}",
                    new NativeError(Transport, $"127.0.0.1:9092/1: Connect failed: Connection refused (after {second}ms in state CONNECT)"));
            }

            _time.Advance(TimeSpan.FromSeconds(1));
        }

        _time.Advance(TimeSpan.FromSeconds(60));

        var told = _lines.Lines.Where(line => line.Level > LogLevel.Debug).ToList();
        told.Should().HaveCount(3);
        told[0].Text.Should().Be("client-0: 127.0.0.1:9092/1: Connect failed: Connection refused (after 0ms in state CONNECT) (_TRANSPORT)");
        told[1].Text.Should().EndWith("reported 179 more times since the last line");
        told[2].Text.Should().Be("Connections to 127.0.0.1:9092/1 no longer fail, after 34 s in which some did.");
    }

    [Test]
    public void Other_brokers_and_other_errors_are_told_of_by_themselves()
    {
        var log = new ClientLog(_lines, _time);

        log.WriteError("a", new NativeError(Transport, "one:9092/1: Connect failed"));
        log.WriteError("a", new NativeError(Transport, "two:9092/2: Connect failed"));
        log.WriteError("a", new NativeError(7, "Something else"));
        log.WriteError("a", new NativeError(7, "Something else again"));

        _lines.Lines.Should().HaveCount(4);
    }

    [Test]
    public void Fatal_errors_are_always_told_of()
    {
        var log = new ClientLog(_lines, _time);

        log.WriteError("a", new NativeError(7, "The end", IsFatal: true));
        log.WriteError("a", new NativeError(7, "The end", IsFatal: true));

        _lines.Lines.Should().HaveCount(2).And.OnlyContain(line => line.Level == LogLevel.Error);
    }

    [Test]
    public void Log_that_throws_harms_nobody()
    {
        var log = new ClientLog(new ThrowingLog(), _time);

        var write = () => log.WriteError("a", new NativeError(7, "Something"));

        write.Should().NotThrow();
    }

    private sealed class ThrowingLog : ILoggerFactory, ILogger
    {
        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            throw new IOException("The disk is full.");

        public void Dispose()
        {
        }
    }
}
