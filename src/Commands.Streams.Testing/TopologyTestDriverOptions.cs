using Commands.Streams.Errors;
using Commands.Streams.Processors;
using Commands.Streams.Tasks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Commands.Streams.Testing;

/// <summary>How a <see cref="TopologyTestDriver"/> runs its topology: the options of an application that matter without a cluster.</summary>
public sealed record TopologyTestDriverOptions
{
    /// <summary>The application's id, which the names of internal topics begin with.</summary>
    /// <value>Default: <c>test</c>.</value>
    public string ApplicationId { get; init; } = "test";

    /// <summary>The driver's wall clock. Use it for one driver only.</summary>
    /// <value>Default: <see langword="null"/>, one that starts at 2000-01-01T00:00:00Z.</value>
    public ManualTimeProvider? TimeProvider { get; init; }

    /// <summary>
    /// How long records wait, by the driver's wall clock, for another input of the topology that is empty. What is piped meanwhile stays queued until the
    /// clock is advanced or the other inputs get records.
    /// </summary>
    /// <value>0 or more. Default: 0, not at all.</value>
    public TimeSpan MaxTaskIdle { get; init; }

    /// <summary>Gives records their time where a source names no extractor.</summary>
    /// <value>Default: <see cref="TimestampExtractors.FailOnInvalidTimestamp"/>.</value>
    public ITimestampExtractor DefaultTimestampExtractor { get; init; } = TimestampExtractors.FailOnInvalidTimestamp;

    /// <summary>Decides about records whose bytes cannot be read.</summary>
    /// <value>Default: <see cref="ExceptionHandlers.Fail"/>.</value>
    public ExceptionHandler DeserializationExceptionHandler { get; init; } = ExceptionHandlers.Fail;

    /// <summary>Decides about records that a node fails on.</summary>
    /// <value>Default: <see cref="ExceptionHandlers.Fail"/>.</value>
    public ExceptionHandler ProcessingExceptionHandler { get; init; } = ExceptionHandlers.Fail;

    /// <summary>Decides about records that cannot be written.</summary>
    /// <value>Default: <see cref="ExceptionHandlers.RetryOrFail"/>.</value>
    public ExceptionHandler ProductionExceptionHandler { get; init; } = ExceptionHandlers.RetryOrFail;

    /// <summary>Hears of records that operators drop by their rules.</summary>
    /// <value>Default: <see langword="null"/>, nobody.</value>
    public IDroppedRecordObserver? DroppedRecordObserver { get; init; }

    /// <summary>Where the engine logs to.</summary>
    /// <value>Default: nowhere.</value>
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
            CancelsAtOnce = true,
        };
    }
}
