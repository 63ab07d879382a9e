using System.Diagnostics.CodeAnalysis;

namespace Commands.Streams.Kafka.Publishing;

/// <summary>
/// The records that librdkafka has not reported on yet, by the number that goes along as their opaque value. Thread-safe; completing them is left to
/// the one thread that polls.
/// </summary>
internal sealed class PendingPublishes
{
    private readonly Lock _lock = new();
    private readonly Stack<int> _free = new();
    private PendingPublish?[] _slots = [];
    private long _nextDeadline = long.MaxValue;

    /// <summary>Adds a record.</summary>
    /// <returns>Its number, from 1.</returns>
    public int Add(PendingPublish pending)
    {
        lock (_lock)
        {
            if (!_free.TryPop(out var slot))
            {
                Grow();
                slot = _free.Pop();
            }

            _slots[slot] = pending;
            _nextDeadline = Math.Min(_nextDeadline, pending.Deadline);
            return slot + 1;
        }
    }

    /// <summary>Removes a record that was reported on or refused.</summary>
    public bool TryRemove(int number, [NotNullWhen(true)] out PendingPublish? pending)
    {
        lock (_lock)
        {
            pending = number > 0 && number <= _slots.Length ? _slots[number - 1] : null;
            if (pending is not null)
            {
                _slots[number - 1] = null;
                _free.Push(number - 1);
            }
        }

        return pending is not null;
    }

    /// <summary>
    /// Lists the records that are overdue, and holds them: an issuer that is refused by librdkafka at the same moment must not use them again meanwhile. They
    /// stay until librdkafka reports on them.
    /// </summary>
    public void CollectOverdue(long now, List<PendingPublish> overdue)
    {
        lock (_lock)
        {
            if (now < _nextDeadline)
            {
                return;
            }

            _nextDeadline = long.MaxValue;
            foreach (var pending in _slots)
            {
                if (pending is not null && pending.Deadline <= now)
                {
                    pending.Hold();
                    overdue.Add(pending);
                }
                else if (pending is not null)
                {
                    _nextDeadline = Math.Min(_nextDeadline, pending.Deadline);
                }
            }
        }
    }

    /// <summary>Removes all.</summary>
    public List<PendingPublish> Drain()
    {
        lock (_lock)
        {
            List<PendingPublish> all = [.. _slots.OfType<PendingPublish>()];
            _slots = [];
            _free.Clear();
            return all;
        }
    }

    private void Grow()
    {
        var size = _slots.Length;
        Array.Resize(ref _slots, Math.Max(64, size * 2));
        for (var slot = _slots.Length - 1; slot >= size; slot--)
        {
            _free.Push(slot);
        }
    }
}
