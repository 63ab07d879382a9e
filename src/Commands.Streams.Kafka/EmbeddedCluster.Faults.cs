using Confluent.Kafka;
using static Commands.Streams.Kafka.Native.MockClusterFunctions;

namespace Commands.Streams.Kafka;

// Faults of brokers, on demand.
public sealed partial class EmbeddedCluster
{
    /// <summary>Fails the next requests of a kind, each with the next error in the list; requests after that succeed again.</summary>
    /// <param name="request">The kind of request.</param>
    /// <param name="errors">
    /// The errors in order. <see cref="ErrorCode.Local_Transport"/> closes the connection instead of answering; <see cref="ErrorCode.NoError"/> lets
    /// one request succeed.
    /// </param>
    public unsafe void FailNext(EmbeddedRequest request, params ReadOnlySpan<ErrorCode> errors)
    {
        fixed (ErrorCode* codes = errors)
        {
            rd_kafka_mock_push_request_errors_array(Cluster(), (short)request, (nuint)errors.Length, (int*)codes);
        }
    }

    /// <summary>Cancels the remaining errors of <see cref="FailNext"/> for a kind of request.</summary>
    /// <param name="request">The kind of request.</param>
    public void StopFailing(EmbeddedRequest request) => rd_kafka_mock_clear_request_errors(Cluster(), (short)request);

    /// <summary>Makes a broker unreachable: closes its connections and accepts no new ones. Leaders and coordinators do not move.</summary>
    /// <param name="broker">The broker's id, or <see cref="AllBrokers"/>.</param>
    /// <exception cref="Commands.Streams.Errors.ClientException">There is no such broker.</exception>
    public void StopBroker(int broker = AllBrokers) =>
        Check((ErrorCode)rd_kafka_mock_broker_set_down(Cluster(), broker), $"Broker {broker} of the embedded cluster could not be stopped");

    /// <summary>Makes a broker reachable again, with all its data.</summary>
    /// <param name="broker">The broker's id, or <see cref="AllBrokers"/>.</param>
    /// <exception cref="Commands.Streams.Errors.ClientException">There is no such broker.</exception>
    public void StartBroker(int broker = AllBrokers) =>
        Check((ErrorCode)rd_kafka_mock_broker_set_up(Cluster(), broker), $"Broker {broker} of the embedded cluster could not be started");

    /// <summary>Makes a broker slow.</summary>
    /// <param name="roundTripTime">How long each answer is delayed, in whole milliseconds; zero for no delay.</param>
    /// <param name="broker">The broker's id, or <see cref="AllBrokers"/>.</param>
    /// <exception cref="Commands.Streams.Errors.ClientException">There is no such broker.</exception>
    public void SetRoundTripTime(TimeSpan roundTripTime, int broker = AllBrokers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(roundTripTime, TimeSpan.Zero);

        Check(
            (ErrorCode)rd_kafka_mock_broker_set_rtt(Cluster(), broker, (int)roundTripTime.TotalMilliseconds),
            $"The round-trip time of broker {broker} of the embedded cluster could not be set");
    }

    /// <summary>Makes a topic fail when its metadata is requested or when it is added to a transaction.</summary>
    /// <param name="topic">The topic; it is created if it does not exist.</param>
    /// <param name="error">The error, or <see cref="ErrorCode.NoError"/> to stop failing.</param>
    public void SetTopicError(string topic, ErrorCode error) => rd_kafka_mock_topic_set_error(Cluster(), topic, (int)error);

    /// <summary>Moves the leadership of a partition.</summary>
    /// <param name="topic">The topic; it is created if it does not exist.</param>
    /// <param name="partition">The partition.</param>
    /// <param name="broker">The new leader's id, or -1 for none.</param>
    /// <exception cref="Commands.Streams.Errors.ClientException">There is no such partition or broker.</exception>
    public void MoveLeader(string topic, int partition, int broker) =>
        Check(
            (ErrorCode)rd_kafka_mock_partition_set_leader(Cluster(), topic, partition, broker),
            $"Broker {broker} of the embedded cluster could not become the leader of {topic}-{partition}");

    /// <summary>Moves the coordination of a group.</summary>
    /// <param name="groupId">The group.</param>
    /// <param name="broker">The id of the new coordinator; an id that does not exist leaves the group without one.</param>
    /// <exception cref="Commands.Streams.Errors.ClientException">The embedded cluster refuses the change.</exception>
    public void MoveGroupCoordinator(string groupId, int broker) => MoveCoordinator("group", groupId, broker);

    /// <summary>Moves the coordination of a transactional producer.</summary>
    /// <param name="transactionalId">The producer's transactional id.</param>
    /// <param name="broker">The id of the new coordinator; an id that does not exist leaves the producer without one.</param>
    /// <exception cref="Commands.Streams.Errors.ClientException">The embedded cluster refuses the change.</exception>
    public void MoveTransactionCoordinator(string transactionalId, int broker) => MoveCoordinator("transaction", transactionalId, broker);

    private void MoveCoordinator(string keyType, string key, int broker) =>
        Check(
            (ErrorCode)rd_kafka_mock_coordinator_set(Cluster(), keyType, key, broker),
            $"Broker {broker} of the embedded cluster could not become the coordinator of {keyType} '{key}'");
}
