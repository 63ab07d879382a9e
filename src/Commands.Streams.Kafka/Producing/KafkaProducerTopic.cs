using System.Runtime.CompilerServices;
using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Kafka.Errors;
using Commands.Streams.Kafka.Native;
using static Commands.Streams.Kafka.Native.ProduceFunctions;

namespace Commands.Streams.Kafka.Producing;

/// <summary>
/// A topic of a worker's producer. It is asked for once, when it is first wanted; a topic that does not exist leaves nothing behind in the client. What is
/// known is renewed in the background, away from the path of records.
/// </summary>
internal sealed class KafkaProducerTopic : IProducerTopic, IDisposable
{
    // A cluster that runs says within milliseconds whether it has a topic; for one that does not, the worker has other things to do than wait.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    private readonly NativeClient _client;
    private readonly ProducerTopics _owner;
    private nint _topic;
    private int _partitionCount;

    /// <summary>Makes the topic; asks the cluster for nothing yet.</summary>
    public KafkaProducerTopic(NativeClient client, string name, ProducerTopics owner)
    {
        _client = client;
        _owner = owner;
        Name = name;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int PartitionCount => _partitionCount > 0 ? _partitionCount : Ask();

    /// <inheritdoc/>
    public int? MaxRecordBytes { get; private set; }

    /// <summary>Whether something was sent since this was last set back.</summary>
    public bool IsUsed { get; set; }

    /// <inheritdoc/>
    public bool TrySend(in ProduceRecord record, nint token)
    {
        if (_topic == 0 || _partitionCount == 0)
        {
            _ = PartitionCount;
            Open(); // it may have been let go since
        }

        IsUsed = true;
        var error = ProduceCall.Queue(_client.Handle, _topic, record, token);
        return error == 0 || Refused(error, record.Partition);
    }

    /// <summary>The cluster has said what it knows of the topic.</summary>
    public void Learn(TopicDescription topic)
    {
        if (topic.Exists && topic.PartitionCount > 0)
        {
            _partitionCount = topic.PartitionCount;
        }
        else if (topic.Code == NativeErrorCodes.UnknownTopicOrPartition)
        {
            _partitionCount = 0;
        }
    }

    /// <summary>The cluster has said how large a record of the topic may be.</summary>
    public void LearnLimit(int limit) => MaxRecordBytes = limit;

    /// <summary>Gives the native handle back; it is made anew if the topic is used again.</summary>
    public void Dispose()
    {
        _partitionCount = 0;
        if (_topic != 0)
        {
            rd_kafka_topic_destroy(_topic);
            _topic = 0;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Ask()
    {
        var topic = TopicDescriptions.Ask(_client, [Name], Timeout)[Name];
        Learn(topic);
        if (_partitionCount == 0)
        {
            _owner.Forget(this);
            throw KafkaErrors.Create(
                NativeError.FromCode(_client.Handle, topic.Exists ? NativeErrorCodes.LeaderNotAvailable : topic.Code),
                topic.Code == NativeErrorCodes.UnknownTopicOrPartition
                    ? $"Topic '{Name}' does not exist; create it, or correct the name"
                    : $"The cluster does not say how many partitions topic '{Name}' has");
        }

        Open();
        _owner.Keep(this);
        return _partitionCount;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Open()
    {
        if (_topic == 0)
        {
            _topic = rd_kafka_topic_new(_client.Handle, Name, 0);
            if (_topic == 0)
            {
                throw KafkaErrors.Create(NativeError.FromCode(_client.Handle, ErrorFunctions.rd_kafka_last_error()), $"Topic '{Name}' cannot be written to");
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Refused(nint nativeError, int partition)
    {
        var error = NativeError.Take(nativeError)!.Value;
        if (error.Code == NativeErrorCodes.QueueFull)
        {
            _owner.Room.NoteFull(_client);
            return false;
        }

        if (error.Code is NativeErrorCodes.UnknownPartition or NativeErrorCodes.UnknownTopic)
        {
            _partitionCount = 0;
        }

        var exception = KafkaErrors.Create(error, $"A record for topic '{Name}', partition {partition}, is refused");

        throw error.Code switch
        {
            // The topic has fewer partitions than it had. Asked again, it says how many.
            NativeErrorCodes.UnknownPartition => new ClientException(ClientErrorKind.Retriable, exception.Code, exception.Message),

            // A record before this one has failed, and its transaction takes no more.
            NativeErrorCodes.State => new ClientException(ClientErrorKind.Abortable, exception.Code, exception.Message),
            _ => exception,
        };
    }
}
