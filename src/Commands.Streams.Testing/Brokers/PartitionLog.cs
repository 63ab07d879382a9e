using Commands.Streams.Records;
using Commands.Streams.Testing.Ports;

namespace Commands.Streams.Testing.Brokers;

/// <summary>
/// The log of one partition. Offsets have no gaps but those of markers and compacted records; a producer's records are taken once and in the order of
/// their sequence numbers, whatever is sent again.
/// </summary>
internal sealed class PartitionLog(TopicPartition partition, BrokerTopic topic)
{
    private const int UsualLength = 32;

    private readonly List<LogEntry> _entries = new(UsualLength);
    private readonly List<(LogTransaction Transaction, long FirstOffset)> _open = [];
    private readonly Dictionary<long, (int Epoch, long NextSequence)> _producers = [];

    public TopicPartition Partition => partition;

    /// <summary>Until when nobody leads the partition, by the cluster's clock, so that nothing can be written to it or read from it.</summary>
    public DateTimeOffset AwayUntil { get; set; }

    /// <summary>What records it takes; null if all.</summary>
    public TopicLimits? Limits => topic.Limits;

    /// <summary>The oldest offset that is still there.</summary>
    public long StartOffset { get; private set; }

    /// <summary>The offset after the newest entry.</summary>
    public long EndOffset => StartOffset + _entries.Count;

    /// <summary>Up to here nothing is undecided.</summary>
    public long LastStableOffset => _open.Count == 0 ? EndOffset : Math.Max(_open[0].FirstOffset, StartOffset);

    public LogEntry this[long offset] => _entries[(int)(offset - StartOffset)];

    /// <summary>Where a reader's view ends.</summary>
    public long EndFor(bool readCommitted) => readCommitted ? LastStableOffset : EndOffset;

    /// <summary>Appends a record of nobody in particular.</summary>
    public long Append(InMemoryRecord record) => Append(record, RecordKind.Data, null);

    /// <summary>Appends a producer's record, unless it is there already.</summary>
    public AppendResult Append(InMemoryRecord record, ProducerIdentity producer, long sequence, LogTransaction? transaction)
    {
        var (epoch, next) = _producers.GetValueOrDefault(producer.Id);
        if (producer.Epoch < epoch)
        {
            return AppendResult.Fenced;
        }

        if (producer.Epoch > epoch)
        {
            next = 0;
        }

        if (sequence != next)
        {
            return sequence < next ? AppendResult.Duplicate : AppendResult.OutOfOrder;
        }

        if (Limits?.WhyRefused(in record) is not null)
        {
            return AppendResult.Refused;
        }

        _producers[producer.Id] = (producer.Epoch, next + 1);
        if (transaction is not null && !IsOpen(transaction))
        {
            transaction.Add(this);
            _open.Add((transaction, EndOffset));
        }

        Append(record, RecordKind.Data, transaction);
        return AppendResult.Appended;
    }

    /// <summary>Writes the marker that ends a transaction here.</summary>
    public void EndTransaction(LogTransaction transaction, long timestamp)
    {
        _open.RemoveAll(open => open.Transaction == transaction);
        Append(new InMemoryRecord(null, null, timestamp, Headers.Empty), RecordKind.Marker, transaction);
    }

    /// <summary>Drops everything before an offset, as retention does.</summary>
    public void DeleteBefore(long offset)
    {
        var count = (int)Math.Clamp(offset - StartOffset, 0, _entries.Count);
        _entries.RemoveRange(0, count);
        StartOffset += count;
    }

    /// <summary>Takes away every record below the last stable offset whose key comes again below it, and records of aborted transactions.</summary>
    public void Compact()
    {
        var seen = new HashSet<string>();
        for (var offset = LastStableOffset - 1; offset >= StartOffset; offset--)
        {
            var entry = this[offset];
            if (entry.Kind != RecordKind.Data)
            {
                continue;
            }

            var isAborted = entry.Transaction?.State == TransactionState.Aborted;
            if (isAborted || (entry.Record.Key is { } key && !seen.Add(Convert.ToBase64String(key))))
            {
                _entries[(int)(offset - StartOffset)] = entry with { Kind = RecordKind.Compacted };
            }
        }
    }

    private bool IsOpen(LogTransaction transaction)
    {
        foreach (var (open, _) in _open)
        {
            if (open == transaction)
            {
                return true;
            }
        }

        return false;
    }

    private long Append(InMemoryRecord record, RecordKind kind, LogTransaction? transaction)
    {
        var offset = EndOffset;
        _entries.Add(new LogEntry(record with { Offset = offset }, kind, transaction));
        return offset;
    }
}
