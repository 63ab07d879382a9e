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
            _inner!.OnPartitionsRevoked(partitions);
        }
    }

    public void OnPartitionsLost(IReadOnlyList<TopicPartition> partitions)
    {
        HasLost = true;
        _inner!.OnPartitionsLost(partitions);
    }
}
