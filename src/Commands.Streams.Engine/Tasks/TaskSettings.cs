using Commands.Streams.Errors;
using Commands.Streams.Processors;
using Commands.Streams.Tasks.Output;
using Commands.Streams.Tasks.Progress;
using Microsoft.Extensions.Logging;

namespace Commands.Streams.Tasks;

/// <summary>What an application's options mean for its tasks; the same for all of them.</summary>
internal sealed record TaskSettings
{
    public required string ApplicationId { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    public required ILogger Logger { get; init; }

    public ITimestampExtractor DefaultTimestampExtractor { get; init; } = TimestampExtractors.FailOnInvalidTimestamp;

    public ExceptionHandler DeserializationExceptionHandler { get; init; } = ExceptionHandlers.Fail;

    public ExceptionHandler ProcessingExceptionHandler { get; init; } = ExceptionHandlers.Fail;

    public ExceptionHandler ProductionExceptionHandler { get; init; } = ExceptionHandlers.RetryOrFail;

    /// <summary>What topics have shown of how large records may be.</summary>
    public RecordLimits Limits { get; } = new();

    public IDroppedRecordObserver? DroppedRecordObserver { get; init; }

    /// <summary>Milliseconds to wait for an input that is known to be empty; 0 not at all, -1 not even for the fetch.</summary>
    public long MaxTaskIdle { get; init; }

    /// <summary>How much the cluster takes with a commit.</summary>
    public MetadataRoom MetadataRoom { get; init; } = new();

    /// <summary>True to cancel handlers on the worker's thread, before their task is closed: only if everything runs on one thread.</summary>
    public bool CancelsAtOnce { get; init; }
}
