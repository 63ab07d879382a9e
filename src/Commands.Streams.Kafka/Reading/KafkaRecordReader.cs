using Commands.Streams.Clients;
using Commands.Streams.Kafka.Consuming;
using Commands.Streams.Kafka.Native;
using Commands.Streams.Records;
using static Commands.Streams.Kafka.Native.ClientFunctions;

namespace Commands.Streams.Kafka.Reading;

/// <summary>
/// Reads partitions on a native client that knows no group at all, so it meets no coordinator. Each partition has a queue of its own, read in batches
/// of native messages. Used by one thread; only the wake-up comes from others.
/// </summary>
internal sealed class KafkaRecordReader : IRecordReader
{
    private readonly Dictionary<TopicPartition, ReadPartition> _partitions = [];
    private readonly MessageArrayPool _arrays = new();
    private readonly NativeClient _client;
    private readonly QueueWakeUp _wakeUp;
    private readonly ConsumerErrors _errors;
    private readonly LogOffsetInquiry _inquiry;
    private readonly StrayedPartitions _strayed;
    private bool _isDisposed;

    /// <summary>Makes the reader; no connection is waited for.</summary>
    /// <param name="options">The user's options by librdkafka's names.</param>
    /// <param name="settings">What the owner asks for; wins over the options.</param>
    /// <param name="callbacks">Where logs, errors and statistics go.</param>
    /// <param name="time">The clock that questions about lost positions are repeated by.</param>
    public KafkaRecordReader(
        IReadOnlyDictionary<string, string> options, RecordReaderSettings settings, NativeCallbacks callbacks, TimeProvider time)
    {
        using (var configuration = ConsumerConfiguration.CreateForReader(options, settings.ClientId, settings.ReadCommitted))
        {
            _client = NativeClient.Create(NativeClientType.Consumer, configuration, callbacks);
        }

        _wakeUp = new QueueWakeUp(settings.Wake);
        _errors = new ConsumerErrors(_client, $"reader '{settings.ClientId}'");
        _inquiry = new LogOffsetInquiry(_client, settings.ReadCommitted, _wakeUp);
        _strayed = new StrayedPartitions(_inquiry, settings.Wake, settings.OnPositionLost, time);
    }

    /// <inheritdoc/>
    public void Add(TopicPartition partition, long offset)
    {
        if (offset != Offsets.Beginning)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(offset);
        }

        Remove(partition);
        _errors.Knows(partition.Topic);
        var added = new ReadPartition(_client, partition, _wakeUp, _errors, _strayed);
        _partitions.Add(partition, added);
        added.Start(offset);
    }

    /// <inheritdoc/>
    public void Remove(TopicPartition partition)
    {
        if (_partitions.Remove(partition, out var removed))
        {
            removed.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Poll()
    {
        _ = rd_kafka_poll(_client.Handle, 0);
        _client.ThrowIfHandlerFailed();
        _strayed.Settle();
    }

    /// <inheritdoc/>
    public RecordBatch? Take(TopicPartition partition, int maxRecords)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRecords, 1);
        return Get(partition).Take(_arrays, maxRecords);
    }

    /// <inheritdoc/>
    public long Position(TopicPartition partition) => Get(partition).Position;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _arrays.Close();
            foreach (var partition in _partitions.Values)
            {
                partition.Dispose();
            }

            _partitions.Clear();
            _inquiry.Dispose();
            _client.Dispose();
            _wakeUp.Dispose();
        }
    }

    private PartitionQueue Get(TopicPartition partition) => _partitions.TryGetValue(partition, out var found)
        ? found.Queue
        : throw new InvalidOperationException($"Partition {partition} is not being read; call {nameof(IRecordReader.Add)} first.");
}
