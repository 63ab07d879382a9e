using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Records;

namespace Commands.Streams.Testing.Tests.Planting;

/// <summary>Drops the first record after partitions were assigned.</summary>
internal sealed class SkippingConsumer : BuggyConsumer
{
    private readonly Rebalances _rebalances;

    public SkippingConsumer(IStreamConsumer inner)
        : this(inner, new Rebalances())
    {
    }

    private SkippingConsumer(IStreamConsumer inner, Rebalances rebalances)
        : base(inner)
    {
        _rebalances = rebalances;
        WrapListener = listener => rebalances.Follow(listener);
    }

    public override RecordBatch? Take(TopicPartition partition, int maxRecords)
    {
        var isFirst = _rebalances.Fresh.Contains(partition);
        var batch = base.Take(partition, isFirst ? 1 : maxRecords);
        if (batch is null || !isFirst)
        {
            return batch;
        }

        _rebalances.Fresh.Remove(partition);
        batch.Dispose();
        return null;
    }
}

/// <summary>Takes a commit for done that the cluster did not answer.</summary>
internal sealed class HopefulConsumer(IStreamConsumer inner) : BuggyConsumer(inner)
{
    public override void Commit(IReadOnlyList<OffsetCommit> offsets)
    {
        try
        {
            base.Commit(offsets);
        }
        catch (ClientException exception) when (exception.Kind == ClientErrorKind.Retriable)
        {
        }
    }
}

/// <summary>Does not go back when told to.</summary>
internal sealed class StubbornConsumer(IStreamConsumer inner) : BuggyConsumer(inner)
{
    public override void Seek(TopicPartition partition, long offset)
    {
    }
}

/// <summary>Takes everything there is, whatever is asked for.</summary>
internal sealed class GreedyConsumer(IStreamConsumer inner) : BuggyConsumer(inner)
{
    public override RecordBatch? Take(TopicPartition partition, int maxRecords) => base.Take(partition, int.MaxValue);
}

/// <summary>Does not join its group again after it has lost its partitions.</summary>
internal sealed class QuietConsumer : BuggyConsumer
{
    private readonly Rebalances _rebalances;

    public QuietConsumer(IStreamConsumer inner)
        : this(inner, new Rebalances())
    {
    }

    private QuietConsumer(IStreamConsumer inner, Rebalances rebalances)
        : base(inner)
    {
        _rebalances = rebalances;
        WrapListener = listener => rebalances.Follow(listener);
    }

    public override void Poll()
    {
        if (!_rebalances.HasLost)
        {
            base.Poll();
        }
    }
}

/// <summary>Knows the partitions that were assigned and not taken from.</summary>
internal sealed class Rebalances : IRebalanceListener
{
    private IRebalanceListener? _inner;

    public HashSet<TopicPartition> Fresh { get; } = [];

    /// <summary>Whether partitions went to others without a word.</summary>
    public bool HasLost { get; private set; }

    /// <summary>Whether the worker is told of what it must give up.</summary>
    public bool TellsOfRevocations { get; init; } = true;

    /// <summary>Whether the first partition that leaves is the only one that the worker is told of, as if something had gone wrong with it.</summary>
    public bool StopsAtFirst { get; init; }

    public void OnPositionLost(TopicPartition partition, long position, long logStart, long logEnd) =>
        _inner!.OnPositionLost(partition, position, logStart, logEnd);

    public IRebalanceListener Follow(IRebalanceListener inner)
    {
        _inner = inner;
        return this;
    }

    public void OnPartitionsAssigned(IReadOnlyList<TopicPartition> partitions)
    {
        Fresh.UnionWith(partitions);
        _inner!.OnPartitionsAssigned(partitions);
    }

    public void OnPartitionsRevoked(IReadOnlyList<TopicPartition> partitions)
    {
        if (TellsOfRevocations)
        {
            _inner!.OnPartitionsRevoked(StopsAtFirst ? [partitions[0]] : partitions);
        }
    }

    public void OnPartitionsLost(IReadOnlyList<TopicPartition> partitions)
    {
        HasLost = true;
        _inner!.OnPartitionsLost(partitions);
    }
}

/// <summary>Begins at the end of the log again whenever it is sent back.</summary>
internal sealed class ForwardLookingConsumer(IStreamConsumer inner) : BuggyConsumer(inner)
{
    public override void Seek(TopicPartition partition, long offset) => base.Seek(partition, Offsets.End);
}

/// <summary>Cannot commit while partitions are leaving.</summary>
internal sealed class HastyConsumer : BuggyConsumer
{
    private readonly Leaving _leaving;

    public HastyConsumer(IStreamConsumer inner)
        : this(inner, new Leaving())
    {
    }

    private HastyConsumer(IStreamConsumer inner, Leaving leaving)
        : base(inner)
    {
        _leaving = leaving;
        WrapListener = listener => leaving.Follow(listener);
    }

    public override void Commit(IReadOnlyList<OffsetCommit> offsets)
    {
        if (_leaving.IsNow)
        {
            throw new ClientException(ClientErrorKind.Retriable, "REBALANCE_IN_PROGRESS", "The group rebalances.");
        }

        base.Commit(offsets);
    }

    private sealed class Leaving : IRebalanceListener
    {
        private IRebalanceListener? _inner;

        public bool IsNow { get; private set; }

        public IRebalanceListener Follow(IRebalanceListener inner)
        {
            _inner = inner;
            return this;
        }

        public void OnPartitionsAssigned(IReadOnlyList<TopicPartition> partitions) => _inner!.OnPartitionsAssigned(partitions);

        public void OnPartitionsRevoked(IReadOnlyList<TopicPartition> partitions)
        {
            IsNow = true;
            try
            {
                _inner!.OnPartitionsRevoked(partitions);
            }
            finally
            {
                IsNow = false;
            }
        }

        public void OnPartitionsLost(IReadOnlyList<TopicPartition> partitions) => _inner!.OnPartitionsLost(partitions);

        public void OnPositionLost(TopicPartition partition, long position, long logStart, long logEnd) =>
            _inner!.OnPositionLost(partition, position, logStart, logEnd);
    }
}
