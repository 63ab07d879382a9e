using System.Runtime.InteropServices;
using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Kafka.Consuming;
using Commands.Streams.Kafka.Errors;
using Commands.Streams.Kafka.Native;
using Commands.Streams.Records;
using static Commands.Streams.Kafka.Native.MessageFunctions;
using static Commands.Streams.Kafka.Native.QueueFunctions;

namespace Commands.Streams.Kafka.Reading;

/// <summary>
/// The queue that all partitions of a reader share. Gives its messages out as batches of one partition each; every message is given back to librdkafka
/// once. Used by the reader's thread, but for <see cref="Interrupt"/>.
/// </summary>
internal sealed unsafe class ReaderQueue(NativeClient client, TopicReaderSettings settings, Action<int> onRead) : IDisposable
{
    private const int MaxMessages = 512;

    private readonly MessageArrayPool _arrays = new();
    private readonly List<TopicPartition> _partitions = [];
    private nint _queue = rd_kafka_queue_new(client.Handle);

    /// <summary>Why the topic must not be read; null while nothing like that was heard.</summary>
    public ClientException? Refusal { get; private set; }

    /// <summary>The native queue.</summary>
    public nint Handle => _queue;

    /// <summary>Ends the wait of the moment, or else the next one. May be called by any thread while the queue lives.</summary>
    public void Interrupt() => rd_kafka_queue_yield(_queue);

    /// <summary>Waits for messages and hands out all that are there.</summary>
    public void Serve(int timeoutMilliseconds)
    {
        var first = rd_kafka_consume_queue(_queue, timeoutMilliseconds);
        if (first == null)
        {
            return;
        }

        // A batch call would wait until the batch is full, so it is only asked for what is there already.
        var array = _arrays.Rent(MaxMessages);
        array.Messages[0] = first;
        var more = (int)rd_kafka_consume_batch_queue(_queue, 0, array.Messages + 1, MaxMessages - 1);
        array.Count = 1 + Math.Max(more, 0);
        HandOut(array);
    }

    /// <summary>Gives the queue back, after the partitions that are read into it.</summary>
    public void Dispose()
    {
        if (_queue != 0)
        {
            _arrays.Close();
            rd_kafka_queue_destroy(_queue);
            _queue = 0;
        }
    }

    private void HandOut(MessageArray all)
    {
        for (var begin = 0; begin < all.Count;)
        {
            var end = begin + 1;
            while (end < all.Count && all.Messages[end]->Partition == all.Messages[begin]->Partition)
            {
                end++;
            }

            HandOut(all.Messages + begin, end - begin);
            begin = end;
        }

        all.Count = 0; // each message has gone to a batch or was destroyed as an error
        _arrays.Return(all);
    }

    private void HandOut(NativeMessage** messages, int count)
    {
        var run = _arrays.Rent(MaxMessages);
        var partition = messages[0]->Partition;
        var isRead = false;
        for (var i = 0; i < count; i++)
        {
            isRead |= messages[i]->Error is NativeErrorCodes.None or NativeErrorCodes.PartitionEnd;
            if (messages[i]->Error == NativeErrorCodes.None)
            {
                run.Messages[run.Count++] = messages[i];
            }
            else
            {
                Report(messages[i]);
                rd_kafka_message_destroy(messages[i]);
            }
        }

        if (isRead)
        {
            onRead(partition);
        }

        if (run.Count == 0)
        {
            _arrays.Return(run);
            return;
        }

        using var batch = new KafkaRecordBatch(PartitionOf(partition), run, _arrays);
        HandOut(batch);
    }

    private void HandOut(KafkaRecordBatch batch)
    {
        try
        {
            settings.OnRecords(batch);
        }
        catch (Exception exception)
        {
            client.Callbacks.Error?.Invoke(new NativeError(
                NativeErrorCodes.State, $"The handler of records of topic '{settings.Topic}' threw, and reading continues: {exception}"));
        }
    }

    // Nothing that happens to a partition ends the reader: librdkafka asks on, and who waits for a record has a time limit. But who may not read is told.
    private void Report(NativeMessage* message)
    {
        if (message->Error == NativeErrorCodes.PartitionEnd)
        {
            return;
        }

        var reason = message->Value == null
            ? NativeError.DescriptionOf(message->Error)
            : Marshal.PtrToStringUTF8((nint)message->Value, (int)message->ValueLength).TrimEnd('\0');
        ClientException exception = KafkaErrors.Create(
            new NativeError(message->Error, reason), $"Partition {settings.Topic}-{message->Partition} cannot be read at the moment");
        if (message->Error == NativeErrorCodes.TopicAuthorizationFailed)
        {
            Refusal = exception;
        }

        client.Callbacks.Error?.Invoke(new NativeError(message->Error, exception.Message));
    }

    private TopicPartition PartitionOf(int number)
    {
        while (_partitions.Count <= number)
        {
            _partitions.Add(new TopicPartition(settings.Topic, _partitions.Count));
        }

        return number >= 0 ? _partitions[number] : new TopicPartition(settings.Topic, number);
    }
}
