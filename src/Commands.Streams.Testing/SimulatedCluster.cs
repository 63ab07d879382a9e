using Commands.Streams.Clients;
using Commands.Streams.Records;
using Commands.Streams.Testing.Brokers;
using Commands.Streams.Testing.Ports;

namespace Commands.Streams.Testing;

/// <summary>
/// A cluster in memory that behaves like Kafka: partitioned logs, idempotent producers, transactions with fencing and timeouts, groups with both
/// protocols, committed offsets. It has no thread: timeouts take effect by its clock at the next call of a client. Thread-safe.
/// </summary>
/// <remarks>
/// Pass <see cref="CreateClient"/> to a <see cref="StreamsApplication"/>. Topics are not created automatically by default. Retention and compaction
/// happen on demand only. Quotas, authorization and record sizes are not simulated.
/// </remarks>
public sealed class SimulatedCluster
{
    /// <summary>The id of every simulated cluster.</summary>
    internal const string Id = "simulated";

    private readonly SortedDictionary<string, Group> _groups = new(StringComparer.Ordinal);
    private readonly List<Action> _wakes = [];
    private readonly List<Action> _readers = [];

    /// <summary>Creates a cluster without topics.</summary>
    /// <param name="options">The options; the defaults if omitted.</param>
    public SimulatedCluster(SimulatedClusterOptions? options = null)
    {
        Options = options ?? new SimulatedClusterOptions();
        Transactions = new TransactionCoordinator(Options.TimeProvider, Options.Network);
        Topics = new TopicTable(Options.PartitionsOfNewTopics is { } partitions ? name => CreateTopic(name, partitions) : null);
    }

    /// <summary>The cluster's clock.</summary>
    public TimeProvider TimeProvider => Options.TimeProvider;

    internal SimulatedClusterOptions Options { get; }

    /// <summary>Held during every call of a client; callbacks to a client's owner run without it.</summary>
    internal Lock Gate { get; } = new();

    internal TopicTable Topics { get; }

    internal TransactionCoordinator Transactions { get; }

    /// <summary>The records that producers intended to send.</summary>
    internal SendCounts Sends { get; } = new();

    /// <summary>Called for each record that a topic refuses.</summary>
    internal Action? Refused { get; set; }

    /// <summary>Called for each commit of each group.</summary>
    internal Action<string, OffsetCommit>? OffsetCommitted { get; set; }

    internal INetwork Network => Options.Network;

    internal IEnumerable<Group> Groups => _groups.Values;

    /// <summary>Creates a topic, or adds partitions to one; groups that read it rebalance.</summary>
    /// <param name="name">The topic's name.</param>
    /// <param name="partitions">The number of partitions afterwards; a smaller number than before has no effect.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public void CreateTopic(string name, int partitions)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(partitions, 1);
        lock (Gate)
        {
            if (Topics.Grow(name, partitions))
            {
                foreach (var group in _groups.Values)
                {
                    group.OnChanged();
                }

                WakeConsumers();
            }
        }
    }

    /// <summary>
    /// Deletes a topic and recreates it under the same name, with another id and without records. Committed offsets for it are lost. Consumers are
    /// not notified; those that read it continue at their offsets if the new log has them.
    /// </summary>
    /// <param name="name">The topic's name, which must exist.</param>
    /// <param name="partitions">The number of partitions afterwards.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public void RecreateTopic(string name, int partitions)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(partitions, 1);
        lock (Gate)
        {
            Topics.Recreate(name, partitions);
            foreach (var group in _groups.Values)
            {
                group.Offsets.Forget(name);
            }

            WakeConsumers();
        }
    }

    /// <summary>Creates a client; use one per instance of an application.</summary>
    public IStreamsClient CreateClient() => new SimulatedClient(this);

    /// <summary>Returns the offsets that a group has committed.</summary>
    /// <param name="groupId">The group, which is an application's id.</param>
    /// <returns>The newest commit of each partition that has one.</returns>
    public IReadOnlyDictionary<TopicPartition, OffsetCommit> GetCommittedOffsets(string groupId)
    {
        lock (Gate)
        {
            return _groups.TryGetValue(groupId, out var group) ? new Dictionary<TopicPartition, OffsetCommit>(group.Offsets.Committed) : [];
        }
    }

    /// <summary>Deletes the records before an offset, as retention does.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="offset">The first offset to keep.</param>
    public void DeleteRecords(TopicPartition partition, long offset)
    {
        lock (Gate)
        {
            Topics.Get(partition).DeleteBefore(offset);
        }
    }

    /// <summary>
    /// Keeps only the newest record of each key in a topic, as compaction does for records that are not in an open transaction. Offsets do not
    /// change.
    /// </summary>
    /// <param name="topic">The topic.</param>
    public void Compact(string topic)
    {
        lock (Gate)
        {
            foreach (var log in Topics.Get(topic).Logs)
            {
                log.Compact();
            }
        }
    }

    /// <summary>Keeps the wake-up callback of a consumer until it is disposed.</summary>
    internal void Register(Action wake) => _wakes.Add(wake);

    internal void Unregister(Action wake) => _wakes.Remove(wake);

    /// <summary>Wakes consumers, which may have something to take or to learn. The gate is held.</summary>
    internal void WakeConsumers()
    {
        _wakes.ForEach(static wake => wake());
        WakeReaders();
    }

    /// <summary>Keeps the wake-up callback of a reader without a group until it is disposed.</summary>
    internal void RegisterReader(Action wake) => _readers.Add(wake);

    internal void UnregisterReader(Action wake) => _readers.Remove(wake);

    /// <summary>Wakes readers without a group. The gate is held.</summary>
    internal void WakeReaders() => _readers.ForEach(static wake => wake());

    /// <summary>True if a partition has a leader. The gate is held.</summary>
    internal bool HasLeader(PartitionLog log) => log.AwayUntil == default || log.AwayUntil <= TimeProvider.GetUtcNow();

    internal Group GetGroup(string id)
    {
        if (!_groups.TryGetValue(id, out var group))
        {
            group = Options.GroupProtocol == SimulatedGroupProtocol.Classic
                ? new ClassicGroup(id, Options, Topics)
                : new ConsumerGroup(id, Options, Topics);
            group.Offsets.Committing = commit => OffsetCommitted?.Invoke(id, commit);
            _groups.Add(id, group);
        }

        return group;
    }
}
