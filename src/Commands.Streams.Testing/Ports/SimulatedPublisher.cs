using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Processors;
using Commands.Streams.Testing.Brokers;

namespace Commands.Streams.Testing.Ports;

/// <summary>
/// Writes into the logs of a <see cref="SimulatedCluster"/>, in order, as soon as the network lets it: at once, unless that is simulated too.
/// </summary>
internal sealed class SimulatedPublisher(SimulatedCluster cluster, TimeSpan? deliveryTimeout) : IRecordPublisher
{
    private readonly List<Publication> _waiting = [];
    private readonly TaskCompletionSource _ended = new();
    private bool _isDisposed;
    private int _next;

    /// <summary>Whether it is disposed, and nobody waits for it any more.</summary>
    public bool IsEnded => _isDisposed && _waiting.Count == 0;

    public ClientException? Failure => null;

    public ValueTask<RecordMetadata> PublishAsync(string topic, in ProduceRecord record, TimeSpan timeout)
    {
        lock (cluster.Gate)
        {
            var logs = cluster.Topics.Find(topic)?.Logs;
            if (logs is null || record.Partition >= logs.Count)
            {
                return ValueTask.FromException<RecordMetadata>(BrokerErrors.NotPublished(topic));
            }

            if (_isDisposed)
            {
                return ValueTask.FromException<RecordMetadata>(BrokerErrors.PublisherClosed(topic, possiblyPersisted: false));
            }

            var publication = new Publication(logs[Choose(in record, logs.Count)], InMemoryRecord.Copy(in record), DueAfter(timeout));
            if (_waiting.Count == 0 && cluster.Network.Deliver(1) > 0)
            {
                publication.Write();
                cluster.WakeConsumers();
                if (!cluster.Network.LosesAcknowledgement())
                {
                    return ValueTask.FromResult(publication.Metadata);
                }
            }

            _waiting.Add(publication);
            return new ValueTask<RecordMetadata>(publication.Ended);
        }
    }

    /// <summary>Sends what the network takes now, and gives up what has waited for too long.</summary>
    public void Transmit()
    {
        var ended = new List<Publication>();
        lock (cluster.Gate)
        {
            Send(ended);
            GiveUp(publication => publication.Due <= cluster.TimeProvider.GetUtcNow(), BrokerErrors.PublishTimedOut, ended);
            if (_isDisposed)
            {
                GiveUp(static _ => true, BrokerErrors.PublisherClosed, ended);
            }
        }

        ended.ForEach(static publication => publication.End());
        if (IsEnded)
        {
            _ended.TrySetResult();
        }
    }

    /// <summary>What waits is sent once more, and given up then.</summary>
    public ValueTask DisposeAsync()
    {
        lock (cluster.Gate)
        {
            _isDisposed = true;
            return IsEnded ? ValueTask.CompletedTask : new ValueTask(_ended.Task);
        }
    }

    private void Send(List<Publication> ended)
    {
        if (_waiting.Count > 0 && cluster.Network.Deliver(_waiting.Count) is > 0 and var count)
        {
            var sent = _waiting.GetRange(0, count);
            sent.ForEach(static publication => publication.Write());
            cluster.WakeConsumers();
            if (!cluster.Network.LosesAcknowledgement())
            {
                _waiting.RemoveRange(0, count);
                ended.AddRange(sent);
            }
        }
    }

    private DateTimeOffset DueAfter(TimeSpan timeout)
    {
        var now = cluster.TimeProvider.GetUtcNow();
        var least = deliveryTimeout < timeout ? deliveryTimeout.Value : timeout;
        return least < DateTimeOffset.MaxValue - now ? now + least : DateTimeOffset.MaxValue;
    }

    private int Choose(in ProduceRecord record, int partitions) =>
        record.Partition >= 0 ? record.Partition
        : record.HasKey ? Murmur2.Partition(record.Key, partitions)
        : _next++ % partitions;

    private void GiveUp(Predicate<Publication> condition, Func<string, bool, PublishException> error, List<Publication> ended)
    {
        foreach (var publication in _waiting.FindAll(condition))
        {
            publication.Failure = error(publication.Topic, publication.IsWritten);
            _waiting.Remove(publication);
            ended.Add(publication);
        }
    }
}
