using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Kafka.Errors;
using Commands.Streams.Kafka.Native;
using Commands.Streams.Records;
using static Commands.Streams.Kafka.Native.ClientFunctions;
using static Commands.Streams.Kafka.Native.MessageFunctions;
using static Commands.Streams.Kafka.Native.ProduceFunctions;

namespace Commands.Streams.Kafka.Publishing;

/// <summary>Completes records' tasks by librdkafka's reports and by the clock. Used by the publisher's thread only.</summary>
internal sealed unsafe class DeliveryReports(PendingPublishes pending, ClientReports reports)
{
    private const int PollMilliseconds = 50;
    private const int PurgeQueued = 0x1;
    private const int PurgeQueuedAndInFlight = 0x3;
    private const int NotPersisted = 0;

    private readonly List<PendingPublish> _overdue = [];
    private ClientException? _loss;

    /// <summary>Whether the client was found to be lost.</summary>
    public bool HaveGivenUp => _loss is not null;

    /// <summary>Waits a moment for reports and serves them.</summary>
    public void Serve(NativeClient client)
    {
        _ = rd_kafka_poll(client.Handle, PollMilliseconds);
        client.DropHandlerFailure(); // of log-like callbacks: there is no caller to throw it at
        if (reports.IsUnauthenticated && client.ClusterId(TimeSpan.Zero) is null)
        {
            // Nothing can have left the process, and nothing will, before somebody mends the configuration or the cluster.
            _ = rd_kafka_purge(client.Handle, PurgeQueued);
        }
    }

    /// <summary>The delivery callback.</summary>
    public void Handle(NativeMessage* message)
    {
        if (!pending.TryRemove((int)message->Opaque, out var record))
        {
            return;
        }

        if (message->Error == NativeErrorCodes.None)
        {
            int timestampType;
            record.Complete(new RecordMetadata(
                new TopicPartition(record.Topic, message->Partition), message->Offset, rd_kafka_message_timestamp(message, &timestampType)));
        }
        else
        {
            record.Fail(FailureOf(message, record.Topic));
        }

        record.Release();
    }

    /// <summary>Fails what is overdue; reports that come later are ignored.</summary>
    public void FailOverdue(long now)
    {
        pending.CollectOverdue(now, _overdue);
        foreach (var record in _overdue)
        {
            record.Fail(PublishFailures.Overdue(record.Topic, reports));
            record.Release();
        }

        _overdue.Clear();
    }

    /// <summary>
    /// Drops what is queued or under way, because the client is lost: librdkafka would keep it until it is overdue. The reports come with the next calls.
    /// </summary>
    public void GiveUp(NativeClient client, ClientException loss)
    {
        _loss = loss;
        _ = rd_kafka_purge(client.Handle, PurgeQueuedAndInFlight);
    }

    /// <summary>Drops what is queued or under way and fails it, saying of each record whether it may be in the log.</summary>
    public void Close(NativeClient client)
    {
        _ = rd_kafka_purge(client.Handle, PurgeQueuedAndInFlight);
        _ = rd_kafka_flush(client.Handle, PollMilliseconds);
        foreach (var record in pending.Drain())
        {
            record.Fail(PublishFailures.Closed(record.Topic, possiblyPersisted: true));
        }
    }

    private PublishException FailureOf(NativeMessage* message, string topic)
    {
        var possiblyPersisted = rd_kafka_message_status(message) != NotPersisted;
        var isPurged = message->Error is NativeErrorCodes.PurgeQueue or NativeErrorCodes.PurgeInFlight;
        return _loss is not null && isPurged ? PublishFailures.Lost(_loss, topic, possiblyPersisted)
            : isPurged || PublishFailures.IsTimeOut(message->Error) ? PublishFailures.NotDelivered(message->Error, topic, possiblyPersisted, reports)
            : PublishFailures.Create(NativeError.FromCode(0, message->Error), topic, possiblyPersisted);
    }
}
