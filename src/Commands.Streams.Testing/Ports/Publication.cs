using Commands.Streams.Clients;
using Commands.Streams.Testing.Brokers;

namespace Commands.Streams.Testing.Ports;

/// <summary>A record that a publisher was given and that nobody has said anything about yet.</summary>
internal sealed class Publication(PartitionLog log, InMemoryRecord record, DateTimeOffset due)
{
    private readonly TaskCompletionSource<RecordMetadata> _ended = new();
    private long _offset = Offsets.Unknown;

    public DateTimeOffset Due => due;

    public Task<RecordMetadata> Ended => _ended.Task;

    /// <summary>Whether it is in the log.</summary>
    public bool IsWritten => _offset >= 0;

    /// <summary>Why it was given up.</summary>
    public PublishException? Failure { get; set; }

    public string Topic => log.Partition.Topic;

    /// <summary>Where it is, or would be.</summary>
    public RecordMetadata Metadata => new(log.Partition, _offset, record.Timestamp);

    /// <summary>Puts it into the log, once.</summary>
    public void Write()
    {
        if (!IsWritten)
        {
            _offset = log.Append(record);
        }
    }

    /// <summary>Tells whoever waits.</summary>
    public void End()
    {
        if (Failure is { } failure)
        {
            _ended.SetException(failure);
        }
        else
        {
            _ended.SetResult(Metadata);
        }
    }
}
