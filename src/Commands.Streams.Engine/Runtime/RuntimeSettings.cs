using Commands.Streams.Records;
using Commands.Streams.Runtime.Committing;
using Commands.Streams.Runtime.Restoring;
using Commands.Streams.Runtime.Watching;
using Commands.Streams.State;
using Commands.Streams.Tasks;
using Microsoft.Extensions.Logging;

namespace Commands.Streams.Runtime;

/// <summary>The settings that all workers of an application share, derived from its options.</summary>
internal sealed record RuntimeSettings
{
    public required TaskSettings Task { get; init; }

    public required bool ExactlyOnce { get; init; }

    /// <summary>True if records of open and aborted transactions are hidden.</summary>
    public required bool ReadCommitted { get; init; }

    public required TimeSpan CommitInterval { get; init; }

    public required TimeSpan TaskTimeout { get; init; }

    public required TimeSpan DrainTimeout { get; init; }

    public required TimeSpan TransactionTimeout { get; init; }

    public required OffsetReset OffsetReset { get; init; }

    public required Guid ProcessId { get; init; }

    public required Func<Exception, bool> ReplacesWorker { get; init; }

    public required ILogger Logger { get; init; }

    /// <summary>The ids of the input topics.</summary>
    public TopicIdentities Topics { get; init; } = new();

    /// <summary>The offsets committed in the application's own topics, which may be purged up to there.</summary>
    public CommittedOffsets Committed { get; init; } = new(new HashSet<string>());

    /// <summary>The memory for the uncommitted writes and the cached entries of one worker's state stores.</summary>
    public long StoreCacheBytes { get; init; } = 64L << 20;

    /// <summary>Opens the back ends of state stores.</summary>
    public StoreBackEnds BackEnds { get; init; } = new InMemoryBackEnds();

    /// <summary>Is told of the restoration of state stores.</summary>
    public IStateRestoreListener? RestoreListener { get; init; }

    /// <summary>The most records that a worker takes from a partition at once.</summary>
    public int TakeAtOnce { get; init; } = 1000;

    /// <summary>A worker takes more records from a partition when fewer than this many are buffered.</summary>
    public int RefillBelow { get; init; } = 500;

    /// <summary>Called with each task that is created, so that a simulation can observe it.</summary>
    public Action<StreamTask>? TaskStarted { get; init; }

    public string ApplicationId => Task.ApplicationId;

    public TimeProvider TimeProvider => Task.TimeProvider;
}
