using Commands.Streams.Errors;
using Commands.Streams.Processors;
using Commands.Streams.Tasks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Commands.Streams.Testing;

/// <summary>Configures how a <see cref="TopologyTestDriver"/> runs its topology: the options of an application that matter without a cluster.</summary>
public sealed record TopologyTestDriverOptions
{
    /// <summary>The application's id, which prefixes the names of internal topics.</summary>
    /// <value>Default: <c>test</c>.</value>
    public string ApplicationId { get; init; } = "test";

    /// <summary>The driver's wall clock. Use it for one driver only.</summary>
    /// <value>Default: <see langword="null"/>, a clock that starts at 2000-01-01T00:00:00Z.</value>
    public ManualTimeProvider? TimeProvider { get; init; }

    /// <summary>
    /// How long records wait, by the driver's wall clock, for another input of the topology that is empty. Records piped meanwhile stay queued until
    /// the clock is advanced or the other inputs receive records.
    /// </summary>
    /// <value>0 or more. Default: 0, no wait.</value>
    public TimeSpan MaxTaskIdle { get; init; }

    /// <summary>Determines the timestamps of records whose source does not set an extractor.</summary>
    /// <value>Default: <see cref="TimestampExtractors.FailOnInvalidTimestamp"/>.</value>
    public ITimestampExtractor DefaultTimestampExtractor { get; init; } = TimestampExtractors.FailOnInvalidTimestamp;

    /// <summary>Decides what happens to records whose bytes cannot be read.</summary>
    /// <value>Default: <see cref="ExceptionHandlers.Fail"/>.</value>
    public ExceptionHandler DeserializationExceptionHandler { get; init; } = ExceptionHandlers.Fail;

    /// <summary>Decides what happens to records that a node fails to process.</summary>
    /// <value>Default: <see cref="ExceptionHandlers.Fail"/>.</value>
    public ExceptionHandler ProcessingExceptionHandler { get; init; } = ExceptionHandlers.Fail;

    /// <summary>Decides what happens to records that cannot be written.</summary>
    /// <value>Default: <see cref="ExceptionHandlers.RetryOrFail"/>.</value>
    public ExceptionHandler ProductionExceptionHandler { get; init; } = ExceptionHandlers.RetryOrFail;

    /// <summary>Called for each record that operators drop by their own rules.</summary>
    /// <value>Default: <see langword="null"/>, no observer.</value>
    public IDroppedRecordObserver? DroppedRecordObserver { get; init; }

    /// <summary>Creates the loggers of the engine.</summary>
    /// <value>Default: no logging.</value>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    internal TaskSettings ToTaskSettings(ManualTimeProvider clock)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(ApplicationId);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxTaskIdle, TimeSpan.Zero);
        return new TaskSettings
        {
            ApplicationId = ApplicationId,
            TimeProvider = clock,
            Logger = LoggerFactory.CreateLogger<TopologyTestDriver>(),
            DefaultTimestampExtractor = DefaultTimestampExtractor,
            DeserializationExceptionHandler = DeserializationExceptionHandler,
            ProcessingExceptionHandler = ProcessingExceptionHandler,
            ProductionExceptionHandler = ProductionExceptionHandler,
            DroppedRecordObserver = DroppedRecordObserver,
            MaxTaskIdle = (long)MaxTaskIdle.TotalMilliseconds,
            EmitInterval = 0,
            CancelsAtOnce = true,
        };
    }
}
