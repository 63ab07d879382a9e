using System.Runtime.InteropServices;
using Commands.Streams.Clients;
using Commands.Streams.Kafka.Errors;
using Commands.Streams.Kafka.Native;
using Commands.Streams.Records;
using static Commands.Streams.Kafka.Native.GroupFunctions;

namespace Commands.Streams.Kafka.Consuming;

/// <summary>
/// Answers librdkafka's rebalance callback. Order matters: queues are opened before an assignment is set and the listener hears of it after; a
/// listener hears of a revocation before the assignment is given up, which happens even if it throws.
/// </summary>
internal sealed unsafe class GroupRebalance(string groupId)
{
    private NativeClient? _client;
    private AssignedPartitions? _assigned;
    private GroupOffsets? _offsets;

    /// <summary>Who is told.</summary>
    public IRebalanceListener? Listener { get; set; }

    /// <summary>Names the client and its queues, before the first subscription.</summary>
    public void Attach(NativeClient client, AssignedPartitions assigned, GroupOffsets offsets)
    {
        _offsets = offsets;
        _client = client;
        _assigned = assigned;
    }

    /// <summary>The rebalance callback.</summary>
    public void Handle(int code, NativePartitionList* list)
    {
        var partitions = PartitionList.Read(list);
        switch (code)
        {
            case NativeErrorCodes.AssignPartitions:
                Assign(partitions, list);
                break;
            case NativeErrorCodes.RevokePartitions:
                Revoke(partitions, list);
                break;
            default:
                _assigned!.Dispose();
                _ = rd_kafka_assign(_client!.Handle, null);
                throw KafkaErrors.Create(NativeError.FromCode(_client.Handle, code), $"Group '{groupId}' could not be rebalanced");
        }
    }

    private bool IsIncremental => Marshal.PtrToStringUTF8((nint)rd_kafka_rebalance_protocol(_client!.Handle)) == "COOPERATIVE";

    private void Assign(TopicPartition[] partitions, NativePartitionList* list)
    {
        _offsets!.Complete(list);
        _assigned!.Open(partitions, list);
        Check(IsIncremental ? TakeError(rd_kafka_incremental_assign(_client!.Handle, list)) : FromCode(rd_kafka_assign(_client!.Handle, list)), "assigned");
        Listener?.OnPartitionsAssigned(partitions);
    }

    private void Revoke(TopicPartition[] partitions, NativePartitionList* list)
    {
        try
        {
            if (rd_kafka_assignment_lost(_client!.Handle) != 0)
            {
                Listener?.OnPartitionsLost(partitions);
            }
            else
            {
                Listener?.OnPartitionsRevoked(partitions);
            }
        }
        finally
        {
            _assigned!.Close(partitions);
            Check(
                IsIncremental ? TakeError(rd_kafka_incremental_unassign(_client!.Handle, list)) : FromCode(rd_kafka_assign(_client!.Handle, null)), "given up");
        }
    }

    private static NativeError? TakeError(nint error) => NativeError.Take(error);

    private NativeError? FromCode(int code) => code == NativeErrorCodes.None ? null : NativeError.FromCode(_client!.Handle, code);

    private void Check(NativeError? error, string what)
    {
        if (error is { } reason)
        {
            throw KafkaErrors.Create(reason, $"Partitions of group '{groupId}' could not be {what}");
        }
    }
}
