using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Records;

namespace Commands.Streams.Tests.Support;

/// <summary>Takes what is published, and acknowledges or fails it as told.</summary>
internal sealed class FakePublisher : IRecordPublisher
{
    private int _count;

    public List<PublishedRecord> Records { get; } = [];

    public Func<ValueTask<RecordMetadata>>? Answer { get; set; }

    /// <summary>The number of records, for a thread that others publish beside.</summary>
    public int Count => Volatile.Read(ref _count);

    public ClientException? Failure { get; set; }

    public int Disposals { get; private set; }

    /// <summary>What disposal waits for.</summary>
    public Task Ended { get; set; } = Task.CompletedTask;

    public ValueTask<RecordMetadata> PublishAsync(string topic, in ProduceRecord record, TimeSpan timeout)
    {
        if (Failure is not null)
        {
            return ValueTask.FromException<RecordMetadata>(
                new PublishException(PublishFailureReason.Refused, possiblyPersisted: false, ClientErrorKind.ClientLost, Failure.Code, Failure.Message));
        }

        if (Disposals > 0)
        {
            return ValueTask.FromException<RecordMetadata>(
                new PublishException(PublishFailureReason.Closed, possiblyPersisted: false, ClientErrorKind.Fatal, "CLOSED", "It is disposed."));
        }

        Records.Add(new PublishedRecord(
            topic,
            record.HasKey ? record.Key.ToArray() : null,
            record.HasValue ? record.Value.ToArray() : null,
            record.Partition,
            record.Timestamp,
            record.Headers ?? Headers.Empty,
            timeout));
        Interlocked.Increment(ref _count);
        return Answer?.Invoke() ?? new ValueTask<RecordMetadata>(
            new RecordMetadata(new TopicPartition(topic, 1), Records.Count - 1, record.Timestamp));
    }

    public ValueTask DisposeAsync()
    {
        Disposals++;
        return new ValueTask(Ended);
    }
}

internal sealed record PublishedRecord(
    string Topic, byte[]? Key, byte[]? Value, int Partition, long Timestamp, Headers Headers, TimeSpan Timeout);
