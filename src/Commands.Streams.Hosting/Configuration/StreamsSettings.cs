using Commands.Streams.Records;

namespace Commands.Streams.Hosting.Configuration;

/// <summary>The options of an application that can be set by configuration: all except functions and services.</summary>
internal static class StreamsSettings
{
    public static readonly IReadOnlyList<Setting<StreamsOptions>> All =
    [
        Setting.Text<StreamsOptions>(nameof(StreamsOptions.ApplicationId), static (options, value) => options.ApplicationId = value),
        Setting.OneOf<StreamsOptions, ProcessingGuarantee>(nameof(StreamsOptions.Guarantee), static (options, value) => options.Guarantee = value),
        Setting.Flag<StreamsOptions>(nameof(StreamsOptions.ReadCommitted), static (options, value) => options.ReadCommitted = value),
        Setting.Number<StreamsOptions>(nameof(StreamsOptions.Workers), static (options, value) => options.Workers = value),
        Setting.Duration<StreamsOptions>(nameof(StreamsOptions.CommitInterval), static (options, value) => options.CommitInterval = value),
        Setting.Duration<StreamsOptions>(nameof(StreamsOptions.MaxTaskIdle), static (options, value) => options.MaxTaskIdle = value),
        Setting.Duration<StreamsOptions>(nameof(StreamsOptions.StartTimeout), static (options, value) => options.StartTimeout = value),
        Setting.Duration<StreamsOptions>(nameof(StreamsOptions.TaskTimeout), static (options, value) => options.TaskTimeout = value),
        Setting.Duration<StreamsOptions>(nameof(StreamsOptions.DrainTimeout), static (options, value) => options.DrainTimeout = value),
        Setting.OneOf<StreamsOptions, OffsetReset>(nameof(StreamsOptions.OffsetReset), static (options, value) => options.OffsetReset = value),
        Setting.Duration<StreamsOptions>(nameof(StreamsOptions.PurgeInterval), static (options, value) => options.PurgeInterval = value),
        Setting.SmallNumber<StreamsOptions>(nameof(StreamsOptions.ReplicationFactor), static (options, value) => options.ReplicationFactor = value),
        Setting.Duration<StreamsOptions>(nameof(StreamsOptions.TransactionTimeout), static (options, value) => options.TransactionTimeout = value),
        Setting.Identifier<StreamsOptions>(nameof(StreamsOptions.ProcessId), static (options, value) => options.ProcessId = value),
        Setting.Text<StreamsOptions>(nameof(StreamsOptions.StateDirectory), static (options, value) => options.StateDirectory = value),
        Setting.LargeNumber<StreamsOptions>(nameof(StreamsOptions.StateStoreCacheBytes), static (options, value) => options.StateStoreCacheBytes = value),
        Setting.Duration<StreamsOptions>(nameof(StreamsOptions.StateCleanupDelay), static (options, value) => options.StateCleanupDelay = value),
    ];
}
