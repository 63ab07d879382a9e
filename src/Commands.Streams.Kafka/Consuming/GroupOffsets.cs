using Commands.Streams.Clients;
using Commands.Streams.Kafka.Native;
using Commands.Streams.Records;
using static Commands.Streams.Kafka.Native.GroupFunctions;

namespace Commands.Streams.Kafka.Consuming;

/// <summary>
/// Says where partitions that are about to be assigned begin: at the group's committed offset, else where the settings say. librdkafka would find that by
/// itself, but then the same setting decided where reading goes on after an offset was lost, and nobody would hear of the loss.
/// </summary>
internal sealed unsafe class GroupOffsets(NativeClient client, OffsetReset reset)
{
    private const int TimeoutMilliseconds = 5_000;

    /// <summary>
    /// Writes the offsets into an assignment, and an error if there is none and the settings give no other place to begin at. What the coordinator
    /// does not say is left to
    /// librdkafka, which asks until it is told.
    /// </summary>
    public void Complete(NativePartitionList* assignment)
    {
        if (assignment->Count == 0)
        {
            return;
        }

        var isAnswered = rd_kafka_committed(client.Handle, assignment, TimeoutMilliseconds) == NativeErrorCodes.None;
        for (var i = 0; i < assignment->Count; i++)
        {
            ref var partition = ref assignment->Elements[i];
            if (!isAnswered || partition.Error != NativeErrorCodes.None)
            {
                partition.Offset = Offsets.Unknown;
                partition.Error = NativeErrorCodes.None;
            }
            else if (partition.Offset < 0)
            {
                partition.Offset = reset == OffsetReset.Latest ? Offsets.End : Offsets.Beginning;
                partition.Error = reset == OffsetReset.None ? NativeErrorCodes.NoOffset : NativeErrorCodes.None;
            }
        }
    }
}
