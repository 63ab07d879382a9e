using Commands.Streams.Records;
using Commands.Streams.Runtime.Committing;
using Commands.Streams.Runtime.Watching;
using Commands.Streams.Tasks;
using Microsoft.Extensions.Logging;

namespace Commands.Streams.Runtime;

/// <summary>What an application's options mean for its workers; the same for all of them.</summary>
internal sealed record RuntimeSettings
{
    public required TaskSettings Task { get; init; }

    public required bool ExactlyOnce { get; init; }

    /// <summary>Whether records of transactions that were aborted, or have not ended, stay hidden.</summary>
    public required bool ReadCommitted { get; init; }

    public required TimeSpan CommitInterval { get; init; }

    public required TimeSpan TaskTimeout { get; init; }

    public required TimeSpan DrainTimeout { get; init; }

    public required TimeSpan TransactionTimeout { get; init; }

    public required OffsetReset OffsetReset { get; init; }

    public required Guid ProcessId { get; init; }

    public required Func<Exception, bool> ReplacesWorker { get; init; }

    public required ILogger Logger { get; init; }

    /// <summary>The ids of the topics that are read.</summary>
    public TopicIdentities Topics { get; init; } = new();

    /// <summary>What was committed in the application's own topics.</summary>
    public CommittedOffsets Committed { get; init; } = new(new HashSet<string>());

    /// <summary>How many records a worker takes of a partition at once.</summary>
    public int TakeAtOnce { get; init; } = 1000;

    /// <summary>It takes more of a partition when it has fewer than these.</summary>
    public int RefillBelow { get; init; } = 500;

    /// <summary>Hears of each task that is made, so that a simulation can look at it.</summary>
    public Action<StreamTask>? TaskStarted { get; init; }

    public string ApplicationId => Task.ApplicationId;

    public TimeProvider TimeProvider => Task.TimeProvider;
}
