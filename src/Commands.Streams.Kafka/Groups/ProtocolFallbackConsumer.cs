using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Records;

namespace Commands.Streams.Kafka.Groups;

/// <summary>
/// A consumer that joins its group by KIP-848 and, where the brokers refuse that, starts over with the classic protocol. This happens only before
/// the first assignment, so nothing was taken, committed or assigned through the consumer that is replaced.
/// </summary>
/// <param name="create">Makes a consumer of a protocol.</param>
/// <param name="finding">Where the refusal is noted.</param>
/// <param name="onFallback">Hears the refusal.</param>
internal sealed class ProtocolFallbackConsumer(
    Func<KafkaGroupProtocol, IGroupMember> create, GroupProtocolFinding finding, Action<ClientException> onFallback) : IGroupMember
{
    private IGroupMember _current = create(KafkaGroupProtocol.Consumer);
    private TopicSubscription? _subscription;
    private SettlingListener? _listener;

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
        catch (ClientException exception) when (_listener is { IsSettled: false } && IsRefusal(exception))
        {
            FallBack(exception);
        }
    }

    /// <inheritdoc/>
    public RecordBatch? Take(TopicPartition partition, int maxRecords) => _current.Take(partition, maxRecords);

    /// <inheritdoc/>
    public bool IsAtEnd(TopicPartition partition) => _current.IsAtEnd(partition);

    /// <inheritdoc/>
    public void Seek(TopicPartition partition, long offset) => _current.Seek(partition, offset);

    /// <inheritdoc/>
    public IReadOnlyList<OffsetCommit> Committed(IReadOnlyList<TopicPartition> partitions, TimeSpan timeout) => _current.Committed(partitions, timeout);

    /// <inheritdoc/>
    public void Commit(IReadOnlyList<OffsetCommit> offsets) => _current.Commit(offsets);

    /// <inheritdoc/>
    public void Close() => _current.Close();

    /// <inheritdoc/>
    public void Dispose() => _current.Dispose();

    /// <inheritdoc/>
    public nint TakeGroupMetadata() => _current.TakeGroupMetadata();

    // The first where the broker's version has no such request, the second where it has and the feature is not switched on.
    private static bool IsRefusal(ClientException exception) => exception.Code is "_UNSUPPORTED_FEATURE" or "UNSUPPORTED_VERSION";

    private void FallBack(ClientException exception)
    {
        finding.NoteMissing();
        onFallback(exception);
        _current.Dispose();
        _current = create(KafkaGroupProtocol.Classic);
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
    }
}
