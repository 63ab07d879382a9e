using Commands.Streams.Runtime;
using Commands.Streams.Runtime.Watching;
using Commands.Streams.Tasks;

namespace Commands.Streams;

/// <summary>Turns the options that a user sets into the settings of the runtime.</summary>
internal static class RuntimeSettingsFactory
{
    public static RuntimeSettings Create(StreamsOptions options)
    {
        var logger = options.LoggerFactory.CreateLogger("Commands.Streams.Worker");
        return new RuntimeSettings
        {
            Task = new TaskSettings
            {
                ApplicationId = options.ApplicationId,
                TimeProvider = options.TimeProvider,
                Logger = options.LoggerFactory.CreateLogger("Commands.Streams.Task"),
                DefaultTimestampExtractor = options.DefaultTimestampExtractor,
                DeserializationExceptionHandler = options.DeserializationExceptionHandler,
                ProcessingExceptionHandler = options.ProcessingExceptionHandler,
                ProductionExceptionHandler = options.ProductionExceptionHandler,
                DroppedRecordObserver = options.DroppedRecordObserver,
                MaxTaskIdle = (long)options.MaxTaskIdle.TotalMilliseconds,
                KeepsReleased = options.Guarantee == ProcessingGuarantee.AtLeastOnce,
            },
            ExactlyOnce = options.Guarantee == ProcessingGuarantee.ExactlyOnce,
            ReadCommitted = options.ReadCommitted,
            CommitInterval = options.EffectiveCommitInterval,
            TaskTimeout = options.TaskTimeout,
            DrainTimeout = options.DrainTimeout,
            TransactionTimeout = options.TransactionTimeout,
            OffsetReset = options.OffsetReset,
            ProcessId = options.ProcessId == Guid.Empty ? Guid.NewGuid() : options.ProcessId,
            ReplacesWorker = exception => options.UncaughtExceptionHandler(exception) == UncaughtExceptionResponse.ReplaceWorker,
            Logger = logger,
            StoreCacheBytes = options.StateStoreCacheBytes / Math.Max(options.Workers, 1),
            RestoreListener = options.StateRestoreListener,
            Topics = new TopicIdentities(topic => ApplicationLog.CreatedAgain(logger, options.ApplicationId, topic)),
        };
    }
}
