using System.Collections.Concurrent;

namespace Commands.Streams.Kafka.Publishing;

/// <summary>Records' tasks to be used again. Thread-safe.</summary>
internal sealed class PendingPublishPool
{
    private readonly ConcurrentBag<PendingPublish> _free = [];

    /// <summary>One that nobody refers to, begun for a record.</summary>
    public PendingPublish Rent(string topic, long deadline)
    {
        if (!_free.TryTake(out var pending))
        {
            pending = new PendingPublish(this);
        }

        pending.Begin(topic, deadline);
        return pending;
    }

    /// <summary>Takes one back.</summary>
    public void Return(PendingPublish pending) => _free.Add(pending);
}
