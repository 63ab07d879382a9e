using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Records;

namespace Commands.Streams.Kafka.Groups;

/// <summary>
/// A consumer that joins its group by KIP-848 and notices when the brokers do not have that: then it starts over with the classic protocol, or
/// fails, as the user wants it. This happens only before the first assignment, so nothing was taken or committed by the consumer that is replaced.
/// </summary>
/// <param name="consumer">A consumer of the KIP-848 protocol.</param>
/// <param name="watch">Knows what the consumer's brokers have.</param>
/// <param name="fallBack">Makes a consumer of the classic protocol in the place of the other, or throws; it is given what the brokers said.</param>
internal sealed class ProtocolCheckingConsumer(IGroupMember consumer, ProtocolWatch watch, Func<string, IGroupMember> fallBack) : IGroupMember
{
    private IGroupMember _current = consumer;
    private TopicSubscription? _subscription;
    private SettlingListener? _listener;
    private bool _hasFallenBack;

    /// <inheritdoc/>
    public void Subscribe(TopicSubscription subscription, IRebalanceListener listener)
    {
        _subscription = subscription;
        _listener = new SettlingListener(listener);
        _current.Subscribe(subscription, _listener);
    }

    /// <inheritdoc/>
    public void Poll()
    {
        try
        {
            _current.Poll();
        }
        catch (ClientException exception) when (MayFallBack && exception.Code is "UNSUPPORTED_VERSION" or "_UNSUPPORTED_FEATURE")
        {
            // The broker has the request, but an operator has not switched the feature on (group.version).
            StartOver(exception.Message);
        }

        if (watch.IsMissing && MayFallBack)
        {
            StartOver("A broker does not know the request ConsumerGroupHeartbeat in version 1.");
        }
    }

    /// <inheritdoc/>
    public RecordBatch? Take(TopicPartition partition, int maxRecords) => _current.Take(partition, maxRecords);

    /// <inheritdoc/>
    public bool IsAtEnd(TopicPartition partition) => _current.IsAtEnd(partition);

    /// <inheritdoc/>
    public bool IsAtLogEnd(TopicPartition partition) => _current.IsAtLogEnd(partition);

    /// <inheritdoc/>
    public long Position(TopicPartition partition) => _current.Position(partition);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Guid> TopicIds(IReadOnlyCollection<string> topics, TimeSpan timeout) => _current.TopicIds(topics, timeout);

    /// <inheritdoc/>
    public string? ClusterId(TimeSpan timeout) => _current.ClusterId(timeout);

    /// <inheritdoc/>
    public void Seek(TopicPartition partition, long offset) => _current.Seek(partition, offset);

    /// <inheritdoc/>
    public IReadOnlyList<OffsetCommit> Committed(IReadOnlyList<TopicPartition> partitions, TimeSpan timeout) => _current.Committed(partitions, timeout);

    /// <inheritdoc/>
    public void Commit(IReadOnlyList<OffsetCommit> offsets) => _current.Commit(offsets);

    /// <inheritdoc/>
    public nint TakeGroupMetadata() => _current.TakeGroupMetadata();

    /// <inheritdoc/>
    public void Close() => _current.Close();

    /// <inheritdoc/>
    public void Dispose() => _current.Dispose();

    private bool MayFallBack => !_hasFallenBack && _listener is { IsSettled: false };

    private void StartOver(string reason)
    {
        IGroupMember replacement = fallBack(reason);
        _hasFallenBack = true;
        _current.Dispose();
        _current = replacement;
        _current.Subscribe(_subscription!, _listener!);
    }

    private sealed class SettlingListener(IRebalanceListener inner) : IRebalanceListener
    {
        public bool IsSettled { get; private set; }

        public void OnPartitionsAssigned(IReadOnlyList<TopicPartition> partitions)
        {
            IsSettled = true;
            inner.OnPartitionsAssigned(partitions);
        }

        public void OnPartitionsRevoked(IReadOnlyList<TopicPartition> partitions) => inner.OnPartitionsRevoked(partitions);

        public void OnPartitionsLost(IReadOnlyList<TopicPartition> partitions) => inner.OnPartitionsLost(partitions);

        public void OnPositionLost(TopicPartition partition, long position, long logStart, long logEnd) =>
            inner.OnPositionLost(partition, position, logStart, logEnd);
    }
}
