using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Kafka.Errors;
using Commands.Streams.Kafka.Native;
using static Commands.Streams.Kafka.Native.GroupFunctions;
using static Commands.Streams.Kafka.Native.QueueFunctions;

namespace Commands.Streams.Kafka.Consuming;

/// <summary>
/// One synchronous commit. It waits on a queue of its own, because librdkafka's synchronous call has no limit of time: without a coordinator it may
/// hold the worker for ten minutes.
/// </summary>
internal static unsafe class OffsetCommitCall
{
    private const int TimeoutMilliseconds = 60_000;

    /// <summary>Commits and waits for the coordinator's answer.</summary>
    /// <exception cref="ClientException">The coordinator refused an offset or did not answer.</exception>
    public static void Run(NativeClient client, string groupId, IReadOnlyList<OffsetCommit> offsets)
    {
        using var list = PartitionList.Of(offsets);
        var queue = rd_kafka_queue_new(client.Handle);
        try
        {
            Answer answer = default;
            var code = rd_kafka_commit_queue(client.Handle, list.Native, queue, &OnAnswer, (nint)(&answer));
            if (code == NativeErrorCodes.None)
            {
                _ = rd_kafka_queue_poll_callback(queue, TimeoutMilliseconds);
                code = answer.Arrived ? answer.Code : NativeErrorCodes.TimedOut;
            }

            if (code != NativeErrorCodes.None)
            {
                var where = answer.Index >= 0 && answer.Arrived ? $" at {offsets[answer.Index].Partition}" : "";
                throw KafkaErrors.Create(NativeError.FromCode(client.Handle, code), $"Offsets of group '{groupId}' could not be committed{where}");
            }
        }
        finally
        {
            rd_kafka_queue_destroy(queue); // an answer that comes later is dropped with the queue, so it never meets the stack it was meant for
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnAnswer(nint client, int code, NativePartitionList* offsets, nint opaque)
    {
        var answer = (Answer*)opaque;
        answer->Arrived = true;
        answer->Code = code;
        answer->Index = -1;
        for (var i = 0; offsets != null && i < offsets->Count; i++)
        {
            if (offsets->Elements[i].Error != NativeErrorCodes.None)
            {
                answer->Code = offsets->Elements[i].Error;
                answer->Index = i;
                return;
            }
        }
    }

    private struct Answer
    {
        public bool Arrived;
        public int Code;
        public int Index;
    }
}
