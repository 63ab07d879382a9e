using System.Runtime.CompilerServices;
using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Kafka.Errors;
using Commands.Streams.Kafka.Native;
using static Commands.Streams.Kafka.Native.ProduceFunctions;

namespace Commands.Streams.Kafka.Producing;

/// <summary>
/// A topic of a worker's producer. The number of partitions is asked for when it is first wanted and cached; <see cref="Refresh"/> renews it away
/// from the path of records.
/// </summary>
internal sealed class KafkaProducerTopic : IProducerTopic, IDisposable
{
    private const int FirstTimeoutMilliseconds = 30_000;
    private const int RefreshTimeoutMilliseconds = 1_000;

    private readonly NativeClient _client;
    private readonly QueueRoom _room;
    private nint _topic;
    private int _partitionCount;

    /// <summary>Makes the topic; asks the cluster for nothing yet.</summary>
    public KafkaProducerTopic(NativeClient client, string name, QueueRoom room)
    {
        _client = client;
        _room = room;
        Name = name;
        _topic = rd_kafka_topic_new(client.Handle, name, 0);
        if (_topic == 0)
        {
            throw KafkaErrors.Create(NativeError.FromCode(client.Handle, ErrorFunctions.rd_kafka_last_error()), $"Topic '{name}' cannot be written to");
        }
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int PartitionCount => _partitionCount > 0 ? _partitionCount : Learn();

    /// <inheritdoc/>
    public int? MaxRecordBytes => null;

    /// <inheritdoc/>
    public bool TrySend(in ProduceRecord record, nint token)
    {
        var error = ProduceCall.Queue(_client.Handle, _topic, record, token);
        return error == 0 || Refused(error, record.Partition);
    }

    /// <summary>Asks for the number of partitions again, if it was asked for before; keeps the old one where no answer comes.</summary>
    public void Refresh()
    {
        if (_partitionCount > 0)
        {
            try
            {
                _partitionCount = TopicMetadata.PartitionCount(_client, _topic, Name, RefreshTimeoutMilliseconds);
            }
            catch (ClientException exception)
            {
                _client.Callbacks.Error?.Invoke(new NativeError(NativeErrorCodes.TimedOut, exception.Message));
            }
        }
    }

    /// <summary>Gives the native handle back.</summary>
    public void Dispose()
    {
        if (_topic != 0)
        {
            rd_kafka_topic_destroy(_topic);
            _topic = 0;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Learn() => _partitionCount = TopicMetadata.PartitionCount(_client, _topic, Name, FirstTimeoutMilliseconds);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Refused(nint nativeError, int partition)
    {
        var error = NativeError.Take(nativeError)!.Value;
        if (error.Code == NativeErrorCodes.QueueFull)
        {
            _room.NoteFull(_client);
            return false;
        }

        if (error.Code is NativeErrorCodes.UnknownPartition or NativeErrorCodes.UnknownTopic)
        {
            _partitionCount = 0;
        }

        throw KafkaErrors.Create(error, $"A record for topic '{Name}', partition {partition}, is refused");
    }
}
