using Commands.Streams.Kafka.Native;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Commands.Streams.Kafka.Diagnostics;

/// <summary>Writes what the clients of one cluster log and report to the user's log, under one category and with the clients' severities.</summary>
internal sealed class ClientLog
{
    /// <summary>The category, by which users filter.</summary>
    public const string Category = "Commands.Streams.Kafka.Client";

    // What failed to connect is reported as an error as well.
    private const string FailedFacility = "FAIL";

    private static readonly EventId LineEvent = new(1, "ClientLogLine");
    private static readonly EventId ErrorEvent = new(2, "ClientError");
    private static readonly EventId FallbackEvent = new(3, "GroupProtocolFallback");

    private static readonly EventId ReachedEvent = new(4, "BrokerReached");

    private readonly ILogger _logger;
    private readonly RepeatedErrors _repeated;

    /// <summary>Makes a log.</summary>
    /// <param name="loggerFactory">Where it goes.</param>
    /// <param name="time">The clock by which repeated errors are left out.</param>
    public ClientLog(ILoggerFactory loggerFactory, TimeProvider? time = null)
    {
        _logger = new GuardedLogger(loggerFactory.CreateLogger(Category));
        _repeated = new RepeatedErrors(time ?? TimeProvider.System, WriteEnd);
    }

    /// <summary>Writes a log line.</summary>
    /// <param name="client">The client's id.</param>
    /// <param name="severity">As syslog counts: 0 is the worst, 7 is for debugging.</param>
    /// <param name="facility">The part of the client that speaks.</param>
    /// <param name="text">What it says.</param>
    public void WriteLine(string client, int severity, string facility, string text) =>
        _logger.Log(facility == FailedFacility ? LogLevel.Debug : LevelOf(severity), LineEvent, "{Client}: {Facility}: {Text}", client, facility, text);

    /// <summary>Writes an error of a client as a whole. Most pass by themselves, and those that do not come out of a call as well.</summary>
    /// <param name="client">The client's id.</param>
    /// <param name="error">The error.</param>
    public void WriteError(string client, NativeError error)
    {
        var skipped = 0;
        if (!error.IsFatal && !_repeated.IsWritten(error, out skipped))
        {
            return;
        }

        var level = error.IsFatal ? LogLevel.Error : LogLevel.Warning;
        if (skipped == 0)
        {
            _logger.Log(level, ErrorEvent, "{Client}: {Reason} ({Code})", client, error.Reason, error.Name);
        }
        else
        {
            _logger.Log(
                level, ErrorEvent, "{Client}: {Reason} ({Code}); reported {Count} more times since the last line", client, error.Reason, error.Name, skipped);
        }
    }

    /// <summary>Writes an error that a managed client reports.</summary>
    /// <param name="client">The client's id.</param>
    /// <param name="error">The error.</param>
    public void WriteError(string client, Error error) =>
        WriteError(client, new NativeError((int)error.Code, error.Reason, error.IsFatal));

    /// <summary>Says that the brokers refused the KIP-848 group protocol.</summary>
    /// <param name="client">The client's id.</param>
    /// <param name="reason">What they said.</param>
    public void WriteFallback(string client, string reason) =>
        _logger.LogInformation(
            FallbackEvent, "{Client}: the classic group protocol is used, because the brokers do not support KIP-848. {Reason}", client, reason);

    private void WriteEnd(string what, TimeSpan lasted) =>
        _logger.LogInformation(
            ReachedEvent, "Connections to {Broker} no longer fail, after {Seconds:0.#} s in which some did.", what, lasted.TotalSeconds);

    private static LogLevel LevelOf(int severity) => severity switch
    {
        <= 2 => LogLevel.Critical,
        3 => LogLevel.Error,
        4 => LogLevel.Warning,
        5 or 6 => LogLevel.Information,
        _ => LogLevel.Debug,
    };
}
