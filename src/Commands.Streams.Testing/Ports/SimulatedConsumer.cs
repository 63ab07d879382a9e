using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Testing.Brokers;

namespace Commands.Streams.Testing.Ports;

/// <summary>A consumer of a <see cref="SimulatedCluster"/>. Each <see cref="Poll"/> is a heartbeat.</summary>
internal sealed partial class SimulatedConsumer(SimulatedCluster cluster, ConsumerSettings settings) : IStreamConsumer
{
    private readonly Dictionary<TopicPartition, FetchPosition> _positions = [];
    private readonly LogFetches _fetches = new(cluster, settings.ReadCommitted);
    private TopicSubscription? _subscription;
    private IRebalanceListener? _listener;
    private bool _isClosed;

    public GroupMember? Member { get; private set; }

    public Group Group { get; } = GetGroup(cluster, settings.GroupId);

    public void Subscribe(TopicSubscription subscription, IRebalanceListener listener)
    {
        if (_subscription is null)
        {
            lock (cluster.Gate)
            {
                cluster.Register(settings.Wake);
            }
        }

        _subscription = subscription;
        _listener = listener;
    }

    public void Poll()
    {
        if (_subscription is null || _isClosed)
        {
            return;
        }

        _staleUntil = default;

        if (!IsStillMember())
        {
            GiveUp([.. _positions.Keys], static (listener, partitions) => listener.OnPartitionsLost(partitions));
            lock (cluster.Gate)
            {
                Member = Group.Join(_subscription);
                cluster.WakeConsumers();
            }
        }

        Reconcile();
        TellOfLostPositions();
    }

    public RecordBatch? Take(TopicPartition partition, int maxRecords)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRecords, 1);
        lock (cluster.Gate)
        {
            var position = Get(partition);
            return TryFindStart(position) ? _fetches.Take(position, maxRecords) : null;
        }
    }

    public bool IsAtEnd(TopicPartition partition) => Get(partition).IsAtEnd;

    public bool IsAtLogEnd(TopicPartition partition)
    {
        lock (cluster.Gate)
        {
            var position = Get(partition);
            return position is { IsAtEnd: true, Next: { } next } && next >= position.Log.EndOffset;
        }
    }

    public long Position(TopicPartition partition) => Get(partition).Next ?? Offsets.Unknown;

    public IReadOnlyDictionary<string, Guid> TopicIds(IReadOnlyCollection<string> topics, TimeSpan timeout)
    {
        lock (cluster.Gate)
        {
            var ids = new Dictionary<string, Guid>();
            foreach (var topic in cluster.Topics.All)
            {
                if (topics.Contains(topic.Name))
                {
                    ids[topic.Name] = topic.Id;
                }
            }

            return ids;
        }
    }

    public string? ClusterId(TimeSpan timeout) => SimulatedCluster.Id;

    public void Seek(TopicPartition partition, long offset)
    {
        lock (cluster.Gate)
        {
            var position = Get(partition);
            position.IsLost = false;
            position.KnownEnd = null;
            position.Next = offset switch
            {
                Offsets.Beginning => position.Log.StartOffset,
                Offsets.End => position.Log.EndFor(settings.ReadCommitted),
                _ => offset,
            };
        }
    }

    public IReadOnlyList<OffsetCommit> Committed(IReadOnlyList<TopicPartition> partitions, TimeSpan timeout)
    {
        lock (cluster.Gate)
        {
            cluster.Transactions.Expire();
            ThrowIfStale(ClientErrorKind.Retriable);
            var committed = new OffsetCommit[partitions.Count];
            for (var i = 0; i < committed.Length; i++)
            {
                committed[i] = Group.Offsets.IsHeld(partitions[i]) ? throw BrokerErrors.UnstableOffset(partitions[i]) : Group.Offsets.Get(partitions[i]);
            }

            return committed;
        }
    }

    public void Commit(IReadOnlyList<OffsetCommit> offsets)
    {
        ArgumentOutOfRangeException.ThrowIfZero(offsets.Count);
        lock (cluster.Gate)
        {
            Group.ThrowIfRefused(Member);
            ThrowIfStale(ClientErrorKind.Retriable);
            foreach (var offset in offsets)
            {
                Group.Offsets.Check(in offset);
            }

            foreach (var offset in offsets)
            {
                Group.Offsets.Set(in offset);
            }
        }
    }

    public void Close()
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        try
        {
            if (IsStillMember())
            {
                GiveUp([.. _positions.Keys], static (listener, partitions) => listener.OnPartitionsRevoked(partitions));
            }
            else
            {
                GiveUp([.. _positions.Keys], static (listener, partitions) => listener.OnPartitionsLost(partitions));
            }
        }
        finally
        {
            lock (cluster.Gate)
            {
                if (Member is { } member)
                {
                    Group.Leave(member);
                    Member = null;
                    cluster.WakeConsumers();
                }
            }
        }
    }

    public void Dispose()
    {
        _isClosed = true;
        _positions.Clear();
        lock (cluster.Gate)
        {
            cluster.Unregister(settings.Wake);
        }
    }

    private static Group GetGroup(SimulatedCluster cluster, string id)
    {
        lock (cluster.Gate)
        {
            return cluster.GetGroup(id);
        }
    }

    private bool IsStillMember()
    {
        lock (cluster.Gate)
        {
            return Member is { } member && Group.Touch(member);
        }
    }

    /// <summary>Partitions leave first; what comes is ready to be read when the listener hears of it.</summary>
    private void Reconcile()
    {
        var member = Member!;
        IReadOnlyList<TopicPartition> leaving;
        lock (cluster.Gate)
        {
            leaving = Group.ToRevoke(member);
        }

        if (leaving.Count > 0)
        {
            try
            {
                GiveUp(leaving, static (listener, partitions) => listener.OnPartitionsRevoked(partitions));
            }
            finally
            {
                lock (cluster.Gate)
                {
                    Group.OnRevoked(member, leaving);
                    cluster.WakeConsumers();
                }
            }
        }

        IReadOnlyList<TopicPartition>? coming;
        lock (cluster.Gate)
        {
            coming = Group.Contains(member) ? Group.TakeAssignment(member) : null;
            foreach (var partition in coming ?? [])
            {
                _positions[partition] = new FetchPosition(cluster.Topics.Get(partition));
            }
        }

        if (coming is not null)
        {
            _listener!.OnPartitionsAssigned(coming);
        }
    }

    private void GiveUp(IReadOnlyList<TopicPartition> partitions, Action<IRebalanceListener, IReadOnlyList<TopicPartition>> tell)
    {
        if (partitions.Count == 0)
        {
            return;
        }

        try
        {
            tell(_listener!, partitions);
        }
        finally
        {
            foreach (var partition in partitions)
            {
                _positions.Remove(partition);
            }
        }
    }

    private FetchPosition Get(TopicPartition partition)
    {
        if (!_positions.TryGetValue(partition, out var position))
        {
            throw BrokerErrors.NotAssigned(partition);
        }

        if (cluster.Topics.FindLog(partition) is { } log && log != position.Log)
        {
            position.MoveTo(log);
        }

        return position;
    }
}
