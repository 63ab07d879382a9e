using Commands.Streams.Testing.Brokers;

namespace Commands.Streams.Testing.Ports;

/// <summary>
/// What a producer has queued for one partition, numbered in order. A record leaves when it is acknowledged; one whose acknowledgement was lost is sent
/// again under its old number.
/// </summary>
internal sealed class ProducerQueue(PartitionLog log)
{
    private readonly List<QueuedRecord> _records = [];
    private long _nextSequence;

    public PartitionLog Log => log;

    public int Count => _records.Count;

    /// <summary>When the oldest record was queued; null if there is none.</summary>
    public DateTimeOffset? OldestAt => _records.Count == 0 ? null : _records[0].QueuedAt;

    public void Add(InMemoryRecord record, nint token, DateTimeOffset now) => _records.Add(new QueuedRecord(record, token, now, _nextSequence++));

    /// <summary>Sends the oldest records.</summary>
    /// <param name="count">How many.</param>
    /// <param name="producer">Whose they are.</param>
    /// <param name="transaction">The transaction they belong to.</param>
    /// <param name="isAcknowledged">Whether the producer hears that they arrived.</param>
    /// <returns>What became of the last one that was sent.</returns>
    public AppendResult Send(int count, ProducerIdentity producer, LogTransaction? transaction, bool isAcknowledged)
    {
        var result = AppendResult.Appended;
        var sent = 0;
        for (; sent < count; sent++)
        {
            result = log.Append(_records[sent].Record, producer, _records[sent].Sequence, transaction);
            if (result is AppendResult.Fenced or AppendResult.OutOfOrder or AppendResult.Refused)
            {
                break;
            }
        }

        // Who hears that a record was refused hears of those before it, too.
        if (isAcknowledged || result == AppendResult.Refused)
        {
            _records.RemoveRange(0, sent);
        }

        return result;
    }

    /// <summary>Takes the oldest record out.</summary>
    public QueuedRecord TakeFirst()
    {
        var first = _records[0];
        _records.RemoveAt(0);
        return first;
    }

    /// <summary>Takes records out that have waited since before a moment.</summary>
    public void TakeOlderThan(DateTimeOffset moment, List<QueuedRecord> taken)
    {
        var count = 0;
        while (count < _records.Count && _records[count].QueuedAt <= moment)
        {
            count++;
        }

        if (count > 0)
        {
            taken.AddRange(_records.GetRange(0, count));
            _records.RemoveRange(0, count);
        }
    }

    /// <summary>The records that are in it now.</summary>
    public QueuedRecord[] ToArray() => [.. _records];

    /// <summary>Takes all records out.</summary>
    public void TakeAll(List<QueuedRecord> taken)
    {
        taken.AddRange(_records);
        _records.Clear();
    }

    /// <summary>Numbers what is queued from 0, for a new epoch.</summary>
    public void Renumber()
    {
        for (var i = 0; i < _records.Count; i++)
        {
            _records[i] = _records[i] with { Sequence = i };
        }

        _nextSequence = _records.Count;
    }
}
