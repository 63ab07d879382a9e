using System.Runtime.InteropServices;
using Commands.Streams.Clients;
using Commands.Streams.Kafka.Errors;
using Commands.Streams.Records;
using static Commands.Streams.Kafka.Native.AdminFunctions;
using static Commands.Streams.Kafka.Native.QueueFunctions;

namespace Commands.Streams.Kafka.Native;

/// <summary>
/// Asks where logs start and end, in two requests for all of them, on a client's own handle. Nothing waits: answers are read by <see cref="TryTake"/>,
/// and the wake-up tells when to call it. One question at a time. Used by the client's thread only.
/// </summary>
internal sealed unsafe class LogOffsetInquiry : IDisposable
{
    private const int TimeoutMilliseconds = 5_000;
    private const string What = "The cluster did not say where logs start and end";

    private readonly NativeClient _client;
    private readonly bool _readCommitted;
    private readonly Dictionary<TopicPartition, long> _starts = [];
    private nint _queue;
    private bool _asksEnds;

    /// <summary>Makes it ready; nothing is asked yet.</summary>
    /// <param name="client">The client whose connections are used.</param>
    /// <param name="readCommitted">Whether a log ends at its last stable offset.</param>
    /// <param name="wakeUp">Called when an answer has come.</param>
    public LogOffsetInquiry(NativeClient client, bool readCommitted, QueueWakeUp wakeUp)
    {
        _client = client;
        _readCommitted = readCommitted;
        _queue = rd_kafka_queue_new(client.Handle);
        wakeUp.Attach(_queue);
    }

    /// <summary>Whether an answer is awaited.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>A last stable offset may lie before the start of the log, if records of an open transaction were deleted.</summary>
    public static LogOffsets Combine(long start, long end) => new(start, Math.Max(start, end));

    /// <summary>Begins to ask. Starts first: they never pass an end that is asked for later.</summary>
    public void Begin(IReadOnlyCollection<TopicPartition> partitions)
    {
        IsRunning = true;
        _asksEnds = false;
        Ask(partitions, Offsets.Beginning);
    }

    /// <summary>Takes the answer.</summary>
    /// <returns>Null while it is awaited. A partition that the cluster says nothing of is absent, and the reason is reported.</returns>
    public IReadOnlyDictionary<TopicPartition, LogOffsets>? TryTake()
    {
        nint answer;
        while (IsRunning && (answer = rd_kafka_queue_poll(_queue, 0)) != 0)
        {
            Dictionary<TopicPartition, long> offsets;
            try
            {
                offsets = Read(answer);
            }
            finally
            {
                rd_kafka_event_destroy(answer);
            }

            if (!_asksEnds && offsets.Count > 0)
            {
                _asksEnds = true;
                _starts.Clear();
                foreach (var (partition, start) in offsets)
                {
                    _starts[partition] = start;
                }

                Ask(offsets.Keys, Offsets.End);
                continue;
            }

            IsRunning = false;
            return offsets.ToDictionary(end => end.Key, end => Combine(_starts[end.Key], end.Value));
        }

        return null;
    }

    /// <summary>Drops an answer that comes later.</summary>
    public void Dispose()
    {
        if (_queue != 0)
        {
            QueueWakeUp.Detach(_queue);
            rd_kafka_queue_destroy(_queue);
            _queue = 0;
        }
    }

    private void Ask(IReadOnlyCollection<TopicPartition> partitions, long which)
    {
        var options = rd_kafka_AdminOptions_new(_client.Handle, ListOffsetsOperation);
        _ = rd_kafka_AdminOptions_set_request_timeout(options, TimeoutMilliseconds, null, 0);
        _ = NativeError.Take(rd_kafka_AdminOptions_set_isolation_level(options, _readCommitted ? 1 : 0));
        using (var list = PartitionList.Of(partitions, which))
        {
            rd_kafka_ListOffsets(_client.Handle, list.Native, options, _queue);
        }

        rd_kafka_AdminOptions_destroy(options);
    }

    private Dictionary<TopicPartition, long> Read(nint answer)
    {
        var found = new Dictionary<TopicPartition, long>();
        if (rd_kafka_event_error(answer) is var code and not NativeErrorCodes.None)
        {
            Report(new NativeError(code, Marshal.PtrToStringUTF8((nint)rd_kafka_event_error_string(answer)) ?? ""), What);
            return found;
        }

        nuint count;
        var infos = rd_kafka_ListOffsets_result_infos(rd_kafka_event_ListOffsets_result(answer), &count);
        for (nuint i = 0; i < count; i++)
        {
            var element = rd_kafka_ListOffsetsResultInfo_topic_partition(infos[i]);
            var partition = new TopicPartition(Marshal.PtrToStringUTF8((nint)element->Topic)!, element->Partition);
            if (element->Error == NativeErrorCodes.None)
            {
                found[partition] = element->Offset;
            }
            else
            {
                Report(NativeError.FromCode(_client.Handle, element->Error), $"The cluster did not say where the log of {partition} starts and ends");
            }
        }

        return found;
    }

    private void Report(NativeError error, string what) =>
        _client.Callbacks.Error?.Invoke(error with { Reason = KafkaErrors.Create(error, what).Message });
}
