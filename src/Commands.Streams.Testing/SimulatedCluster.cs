using Commands.Streams.Clients;
using Commands.Streams.Records;
using Commands.Streams.Testing.Brokers;
using Commands.Streams.Testing.Ports;

namespace Commands.Streams.Testing;

/// <summary>
/// A cluster in memory that behaves as Kafka does: partitioned logs, idempotent producers, transactions with fencing and time-outs, groups with both
/// protocols, committed offsets. It has no thread: what takes time takes it by its clock, at the next call of a client. Thread-safe.
/// </summary>
/// <remarks>
/// Give <see cref="CreateClient"/> to a <see cref="StreamsApplication"/>. Topics are not
/// made by themselves. Retention and compaction happen when told to. Quotas, authorization and sizes of records are not simulated.
/// </remarks>
public sealed class SimulatedCluster
{
    /// <summary>The id of every simulated cluster.</summary>
    internal const string Id = "simulated";

    private readonly SortedDictionary<string, Group> _groups = new(StringComparer.Ordinal);
    private readonly List<Action> _wakes = [];
    private readonly List<Action> _readers = [];

    /// <summary>Makes a cluster without topics.</summary>
    /// <param name="options">How it behaves; the defaults of each where there are none.</param>
    public SimulatedCluster(SimulatedClusterOptions? options = null)
    {
        Options = options ?? new SimulatedClusterOptions();
        Transactions = new TransactionCoordinator(Options.TimeProvider, Options.Network);
        Topics = new TopicTable(Options.PartitionsOfNewTopics is { } partitions ? name => CreateTopic(name, partitions) : null);
    }

    /// <summary>The cluster's clock.</summary>
    public TimeProvider TimeProvider => Options.TimeProvider;

    internal SimulatedClusterOptions Options { get; }

    /// <summary>Every call of a client holds it; calls back to a client's owner are made without it.</summary>
    internal Lock Gate { get; } = new();

    internal TopicTable Topics { get; }

    internal TransactionCoordinator Transactions { get; }

    /// <summary>What producers meant to send.</summary>
    internal SendCounts Sends { get; } = new();

    /// <summary>Told of each commit of each group.</summary>
    internal Action<string, OffsetCommit>? OffsetCommitted { get; set; }

    internal INetwork Network => Options.Network;

    internal IEnumerable<Group> Groups => _groups.Values;

    /// <summary>Makes a topic, or adds partitions to one; groups that read it share it out anew.</summary>
    /// <param name="name">The topic's name.</param>
    /// <param name="partitions">The number of partitions it has afterwards; fewer than it has change nothing.</param>
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
    /// Deletes a topic and creates it again under its name, with another id and without records. What groups have committed for it is forgotten. Consumers
    /// are not told; those that read it go on at their offsets, if the new log has them.
    /// </summary>
    /// <param name="name">The topic's name; it must exist.</param>
    /// <param name="partitions">The number of partitions it has afterwards.</param>
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

    /// <summary>Makes a client: one for each instance of an application.</summary>
    public IStreamsClient CreateClient() => new SimulatedClient(this);

    /// <summary>What a group has committed.</summary>
    /// <param name="groupId">The group: an application's id.</param>
    /// <returns>The newest commit of each partition that has one.</returns>
    public IReadOnlyDictionary<TopicPartition, OffsetCommit> GetCommittedOffsets(string groupId)
    {
        lock (Gate)
        {
            return _groups.TryGetValue(groupId, out var group) ? new Dictionary<TopicPartition, OffsetCommit>(group.Offsets.Committed) : [];
        }
    }

    /// <summary>Drops the records before an offset, as retention does.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="offset">The first offset that stays.</param>
    public void DeleteRecords(TopicPartition partition, long offset)
    {
        lock (Gate)
        {
            Topics.Get(partition).DeleteBefore(offset);
        }
    }

    /// <summary>Keeps only the newest record of each key in a topic, as compaction does with what is not undecided. Offsets stay as they are.</summary>
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

    /// <summary>Keeps a consumer's wake-up until it is disposed.</summary>
    internal void Register(Action wake) => _wakes.Add(wake);

    internal void Unregister(Action wake) => _wakes.Remove(wake);

    /// <summary>There may be something to take or to hear of. The gate is held.</summary>
    internal void WakeConsumers()
    {
        _wakes.ForEach(static wake => wake());
        WakeReaders();
    }

    /// <summary>Keeps the wake-up of a reader without a group until it is disposed.</summary>
    internal void RegisterReader(Action wake) => _readers.Add(wake);

    internal void UnregisterReader(Action wake) => _readers.Remove(wake);

    /// <summary>Readers without a group may find something. The gate is held.</summary>
    internal void WakeReaders() => _readers.ForEach(static wake => wake());

    /// <summary>Whether somebody leads a partition. The gate is held.</summary>
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
