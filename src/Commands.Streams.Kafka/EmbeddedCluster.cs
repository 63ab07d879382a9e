using System.Runtime.InteropServices;
using Commands.Streams.Kafka.Errors;
using Commands.Streams.Kafka.Native;
using Confluent.Kafka;
using static Commands.Streams.Kafka.Native.MockClusterFunctions;

namespace Commands.Streams.Kafka;

/// <summary>
/// Kafka brokers inside this process, for samples and tests: clients talk to them over loopback with Kafka's real protocol, without Java, Docker or
/// an installation. Produce, fetch, both group protocols and commits work as on real brokers. Thread-safe.
/// </summary>
/// <remarks>
/// This is librdkafka's mock cluster, with its limits: all data is in memory and lost on disposal; a partition keeps about 100,000 records or 5 MB
/// and drops the oldest; a topic that was not created with <see cref="CreateTopic"/> or by a client's administrator appears at its first use with
/// four partitions; there is no log compaction, authentication or quota; records of aborted transactions stay visible and offsets sent in
/// transactions are not stored, so exactly-once is refused.
/// </remarks>
public sealed partial class EmbeddedCluster : IDisposable
{
    /// <summary>Represents all brokers in place of the id of one.</summary>
    public const int AllBrokers = -1;

    private readonly NativeClient _owner;
    private readonly nint _cluster;
    private int _isDisposed;

    private EmbeddedCluster(NativeClient owner, EmbeddedClusterOptions options)
    {
        _owner = owner;
        _cluster = rd_kafka_handle_mock_cluster(owner.Handle);
        Brokers = options.Brokers;
        ClassicSessionTimeout = options.ClassicSessionTimeout;
        HeartbeatInterval = options.GroupHeartbeatInterval;
        BootstrapServers = ReadBootstrapServers(_cluster);
    }

    /// <summary>The brokers' addresses.</summary>
    public string BootstrapServers { get; }

    /// <summary>The number of brokers; their ids count from 1.</summary>
    public int Brokers { get; }

    /// <summary>The session timeout that clients of this cluster set in classic groups.</summary>
    internal TimeSpan ClassicSessionTimeout { get; }

    /// <summary>The heartbeat interval that clients of this cluster set in classic groups.</summary>
    internal TimeSpan HeartbeatInterval { get; }

    /// <summary>Starts brokers.</summary>
    /// <param name="options">The options of the cluster; by default one broker that supports both group protocols.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of brokers or a duration is out of range.</exception>
    public static EmbeddedCluster Start(EmbeddedClusterOptions? options = null)
    {
        options ??= new EmbeddedClusterOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Brokers);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Brokers, 100);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.GroupHeartbeatInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.GroupSessionTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ClassicSessionTimeout, TimeSpan.FromSeconds(1));

        using var configuration = new NativeConfiguration(
        [
            new("client.id", "embedded-cluster"),
            new("test.mock.num.brokers", options.Brokers.ToString()),
        ]);
        var cluster = new EmbeddedCluster(NativeClient.Create(NativeClientType.Producer, configuration, NativeCallbacks.None), options);
        cluster.SetUpGroups(options);

        return cluster;
    }

    /// <summary>Creates a topic.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="partitions">The number of its partitions.</param>
    /// <exception cref="Commands.Streams.Errors.ClientException">The topic exists, or the name is not valid.</exception>
    public void CreateTopic(string name, int partitions)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(partitions);

        Check(TryCreateTopic(name, partitions), $"Topic '{name}' could not be created on the embedded cluster");
    }

    /// <summary>Deletes the records before an offset, as retention does.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="partition">The partition.</param>
    /// <param name="offset">The first offset to keep.</param>
    /// <exception cref="Commands.Streams.Errors.ClientException">There is no such partition, or its log does not reach that far.</exception>
    public void DeleteRecords(string topic, int partition, long offset) =>
        Check(
            (ErrorCode)rd_kafka_mock_partition_delete_records(Cluster(), topic, partition, offset),
            $"Records of {topic}-{partition} could not be deleted on the embedded cluster");

    /// <summary>Deletes a topic with its records.</summary>
    /// <param name="name">The topic.</param>
    /// <exception cref="Commands.Streams.Errors.ClientException">There is no such topic.</exception>
    public void DeleteTopic(string name) =>
        Check((ErrorCode)rd_kafka_mock_topic_delete(Cluster(), name), $"Topic '{name}' could not be deleted on the embedded cluster");

    /// <summary>Creates a client of this cluster.</summary>
    /// <param name="configure">Sets other options of the client.</param>
    public KafkaClient CreateClient(Action<KafkaOptions>? configure = null)
    {
        var options = new KafkaOptions { EmbeddedCluster = this };
        configure?.Invoke(options);

        return new KafkaClient(options);
    }

    /// <summary>Stops the brokers; their clients lose the connection. May be called more than once.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            _owner.Dispose();
        }
    }

    /// <summary>Creates a topic and returns the error code, <see cref="ErrorCode.NoError"/> for success.</summary>
    internal ErrorCode TryCreateTopic(string name, int partitions) =>
        (ErrorCode)rd_kafka_mock_topic_create(Cluster(), name, partitions, replicas: Math.Min(Brokers, 3));

    private static unsafe string ReadBootstrapServers(nint cluster) =>
        Marshal.PtrToStringUTF8((nint)rd_kafka_mock_cluster_bootstraps(cluster))!;

    private static void Check(ErrorCode code, string what)
    {
        if (code != ErrorCode.NoError)
        {
            throw KafkaErrors.Create(code, what);
        }
    }

    private void SetUpGroups(EmbeddedClusterOptions options)
    {
        rd_kafka_mock_set_controller_id(_cluster, 1); // by default it names a broker that does not exist, and clients wait for it
        rd_kafka_mock_group_initial_rebalance_delay_ms(_cluster, 0);
        rd_kafka_mock_set_group_consumer_heartbeat_interval_ms(_cluster, (int)options.GroupHeartbeatInterval.TotalMilliseconds);
        rd_kafka_mock_set_group_consumer_session_timeout_ms(_cluster, (int)options.GroupSessionTimeout.TotalMilliseconds);

        if (!options.HasConsumerGroupProtocol)
        {
            var code = (ErrorCode)rd_kafka_mock_set_apiversion(_cluster, (short)EmbeddedRequest.ConsumerGroupHeartbeat, -1, -1);
            Check(code, "The KIP-848 group protocol could not be switched off");
        }
    }

    private nint Cluster()
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);

        return _cluster;
    }
}
