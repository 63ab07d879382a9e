using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Kafka.Errors;
using Commands.Streams.Kafka.Native;
using Commands.Streams.Kafka.Producing;
using Commands.Streams.Records;
using static Commands.Streams.Kafka.Native.ProduceFunctions;
using static Commands.Streams.Kafka.Native.ReaderFunctions;

namespace Commands.Streams.Kafka.Reading;

/// <summary>
/// The partitions that a reader reads into its one queue. No partition is begun before the ends of all are known, so that what is written after
/// <see cref="StartAtEnds"/> lies behind where reading began. Used by the reader's thread only.
/// </summary>
internal sealed unsafe class ReaderPartitions : IDisposable
{
    private const int TimeoutMilliseconds = 1_000;

    private readonly NativeClient _client;
    private readonly string _name;
    private readonly nint _queue;
    private readonly List<bool> _isRead = [];
    private nint _topic;
    private int _unread;
    private int _started;

    /// <summary>Makes it; asks the cluster for nothing yet.</summary>
    public ReaderPartitions(NativeClient client, string name, nint queue)
    {
        _client = client;
        _name = name;
        _queue = queue;
        _topic = rd_kafka_topic_new(client.Handle, name, 0);
        if (_topic == 0)
        {
            throw LastError($"Topic '{name}' cannot be read");
        }
    }

    /// <summary>The number of partitions that are read.</summary>
    public int Count => _started;

    /// <summary>Whether every partition has answered a fetch, so that they are known to be readable.</summary>
    public bool AreRead => _started > 0 && _unread == 0;

    /// <summary>Asks where each partition ends and begins to read there.</summary>
    /// <param name="identify">Called once the topic is known to exist, before its ends are asked for.</param>
    /// <exception cref="ClientException">The topic does not exist, or the cluster does not answer; nothing is read, and it may be tried again.</exception>
    public void StartAtEnds(Action identify)
    {
        var ends = new long[TopicMetadata.PartitionCount(_client, _topic, _name, TimeoutMilliseconds)];
        identify();
        for (var partition = 0; partition < ends.Length; partition++)
        {
            ends[partition] = EndOf(partition);
        }

        foreach (var end in ends)
        {
            Start(end);
        }
    }

    /// <summary>Begins to read partitions that have been added meanwhile, from their beginning.</summary>
    /// <param name="count">The number of partitions that the topic has.</param>
    /// <exception cref="ClientException">One cannot be read.</exception>
    public void Follow(int count)
    {
        while (_started < count)
        {
            Start(Offsets.Beginning);
        }
    }

    /// <summary>A partition has answered a fetch.</summary>
    public void MarkRead(int partition)
    {
        if (partition >= 0 && partition < _isRead.Count && !_isRead[partition])
        {
            _isRead[partition] = true;
            _unread--;
        }
    }

    /// <summary>Stops reading and gives the topic's handle back.</summary>
    public void Dispose()
    {
        for (; _started > 0; _started--)
        {
            _ = rd_kafka_consume_stop(_topic, _started - 1);
        }

        if (_topic != 0)
        {
            rd_kafka_topic_destroy(_topic);
            _topic = 0;
        }
    }

    private long EndOf(int partition)
    {
        long low, high;
        var code = rd_kafka_query_watermark_offsets(_client.Handle, _name, partition, &low, &high, TimeoutMilliseconds);
        return code == NativeErrorCodes.None ? high : throw KafkaErrors.Create(
            NativeError.FromCode(_client.Handle, code), $"The cluster did not say where {new TopicPartition(_name, partition)} ends");
    }

    private void Start(long offset)
    {
        if (rd_kafka_consume_start_queue(_topic, _started, offset, _queue) != 0)
        {
            throw LastError($"Partition {new TopicPartition(_name, _started)} cannot be read");
        }

        _started++;
        _isRead.Add(false);
        _unread++;
    }

    private ClientException LastError(string what) =>
        KafkaErrors.Create(NativeError.FromCode(_client.Handle, ErrorFunctions.rd_kafka_last_error()), what);
}
