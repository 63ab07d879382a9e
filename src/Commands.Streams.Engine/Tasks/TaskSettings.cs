using Commands.Streams.Errors;
using Commands.Streams.Processors;
using Commands.Streams.Tasks.Output;
using Commands.Streams.Tasks.Progress;
using Microsoft.Extensions.Logging;

namespace Commands.Streams.Tasks;

/// <summary>The settings that all tasks of an application share, derived from its options.</summary>
internal sealed record TaskSettings
{
    public required string ApplicationId { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    public required ILogger Logger { get; init; }

    public ITimestampExtractor DefaultTimestampExtractor { get; init; } = TimestampExtractors.FailOnInvalidTimestamp;

    public ExceptionHandler DeserializationExceptionHandler { get; init; } = ExceptionHandlers.Fail;

    public ExceptionHandler ProcessingExceptionHandler { get; init; } = ExceptionHandlers.Fail;

    public ExceptionHandler ProductionExceptionHandler { get; init; } = ExceptionHandlers.RetryOrFail;

    /// <summary>The record sizes and single records that topics have refused.</summary>
    public RecordLimits Limits { get; } = new();

    public IDroppedRecordObserver? DroppedRecordObserver { get; init; }

    /// <summary>
    /// How long to wait for an input that is known to be empty, in milliseconds. 0 waits only until the last fetch shows that it is empty, -1 not even for
    /// that.
    /// </summary>
    public long MaxTaskIdle { get; init; }

    /// <summary>
    /// The least wall-clock time between two looks for windows that have closed, and for records that nothing can join any more, in milliseconds.
    /// </summary>
    public long EmitInterval { get; init; } = 1000;

    /// <summary>
    /// True if what a buffer has released stays in its changelog until the commit after the one that makes the released records durable. Without transactions
    /// its removal could be durable before them, and a crash in between would lose them; with it, they may be released twice.
    /// </summary>
    public bool KeepsReleased { get; init; }

    /// <summary>The bytes of metadata that the cluster accepts with an offset.</summary>
    public MetadataRoom MetadataRoom { get; init; } = new();

    /// <summary>True to cancel handlers on the worker's thread before their task is closed. Only for programs that run everything on one thread.</summary>
    public bool CancelsAtOnce { get; init; }
}
