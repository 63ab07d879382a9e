using Commands.Streams.Operators.Aggregating;
using Commands.Streams.Operators.Tables;
using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.State;
using Commands.Streams.State.Typed;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Windowing;

/// <summary>
/// Aggregates the records of each key in sliding windows: one window for each different set of records that are no more than a difference apart. A record
/// has a left window, which ends with it, and a right one, which begins just after it; others that hold it are windows of its neighbours.
/// </summary>
internal sealed class SlidingWindowOperator<TKey, TValue, TAggregate>(
    string name, long difference, long grace, WindowedRows<TKey, TAggregate> rows, Aggregation<TKey, TValue, TAggregate> aggregation, bool isOnClose)
    : OperatorNode<TKey, TValue, Windowed<TKey>, Change<TAggregate>>(name)
{
    private readonly List<KeyValuePair<long, ValueAndTimestamp<TAggregate>>> _found = [];
    private WindowResults<TKey, TAggregate> _results = null!;
    private EmissionThrottle _throttle = null!;
    private long _streamTime = -1;

    public override void Initialize(TaskContext context)
    {
        base.Initialize(context);
        _results = rows.CreateResults(context, Name, isOnClose, Outlet);
        _throttle = new EmissionThrottle(context);
    }

    protected override void Process(in Record<TKey, TValue> record)
    {
        if (record.Key is null || record.Value is null)
        {
            Context.Drop(Name, record.Key is null ? DropReason.NullKey : DropReason.NullValue, Context.Input);
            return;
        }

        _streamTime = Math.Max(_streamTime, record.Timestamp);
        var closeTime = _streamTime - grace;

        // A record at the end of time has no room for a window of its own.
        if (record.Timestamp >= long.MaxValue - difference || WindowRules.IsSlidingWindowClosed(record.Timestamp + difference, closeTime))
        {
            Context.Drop(Name, DropReason.ClosedWindow, Context.Input);
            return;
        }

        if (record.Timestamp < difference)
        {
            ProcessEarly(in record, closeTime);
            return;
        }

        Process(in record, closeTime);
        if (isOnClose && _throttle.IsDue(closeTime))
        {
            EmitClosed(closeTime, record.Headers);
        }
    }

    private void EmitClosed(long closeTime, Headers headers)
    {
        var lastStart = closeTime - difference - 1;
        if (lastStart >= 0)
        {
            _results.EmitClosed(Math.Max(0, _throttle.LastCloseTime - difference), lastStart, headers);
        }

        _throttle.OnEmitted(closeTime);
    }

    private void Process(in Record<TKey, TValue> record, long closeTime)
    {
        var t = record.Timestamp;
        var scan = default(Scan);
        Find(_results.Store.Scan(record.Key, Math.Max(0, t - (2 * difference)), t + 1, isReverse: true));
        foreach (var (start, row) in _found)
        {
            var end = start + difference;
            if (start == t + 1)
            {
                scan.HasRight = true;
            }
            else if (end >= t)
            {
                Update(in record, start, in row, closeTime);
                if (end > t)
                {
                    scan.After ??= row;
                    continue;
                }

                scan.HasLeft = true;
                if (row.Timestamp == t)
                {
                    // A record of the same time has made all windows that this one needs.
                    return;
                }

                scan.Previous = row.Timestamp;
            }
            else
            {
                (scan.Before, scan.Previous) = (row, row.Timestamp);
                break;
            }
        }

        CreateWindows(in record, in scan, closeTime);
    }

    private void CreateWindows(in Record<TKey, TValue> record, in Scan scan, long closeTime)
    {
        var t = record.Timestamp;
        if (scan.Previous is { } previous && previous + 1 + difference >= t && !HasWindow(previous + 1))
        {
            Update(in record, previous + 1, Initial(t), closeTime);
        }

        if (!scan.HasLeft)
        {
            var isNeighbour = scan.Previous >= t - difference;
            Update(in record, t - difference, isNeighbour ? new ValueAndTimestamp<TAggregate>(scan.Before!.Value.Value, t) : Initial(t), closeTime);
        }

        if (!scan.HasRight && scan.After is { } after && after.Timestamp > t)
        {
            CreateRight(in record, in after);
        }
    }

    /// <summary>Records closer to time 0 than the difference share one window that begins there, since windows cannot begin earlier.</summary>
    private void ProcessEarly(in Record<TKey, TValue> record, long closeTime)
    {
        var t = record.Timestamp;
        ValueAndTimestamp<TAggregate>? combined = null;
        var scan = default(Scan);
        Find(_results.Store.Scan(record.Key, 0, t + 1));
        foreach (var (start, row) in _found)
        {
            if (start == 0)
            {
                combined = row;
                scan.Previous = row.Timestamp < t ? row.Timestamp : null;
            }
            else if (start <= t)
            {
                scan.After = row;
                Update(in record, start, in row, closeTime);
            }
            else
            {
                scan.HasRight = true;
            }
        }

        scan.After ??= combined?.Timestamp > t ? combined : null;
        if (!scan.HasRight && scan.After is { } after && after.Timestamp > t)
        {
            CreateRight(in record, in after);
        }

        if (scan.Previous is { } previous && !HasWindow(previous + 1))
        {
            Update(in record, previous + 1, Initial(t), closeTime);
        }

        Update(in record, 0, combined ?? Initial(t), closeTime);
    }

    /// <summary>Reads all windows first, since those that are found are changed.</summary>
    private void Find(SegmentedCursor<TKey, ValueAndTimestamp<TAggregate>> windows)
    {
        _found.Clear();
        while (windows.MoveNext())
        {
            _found.Add(new KeyValuePair<long, ValueAndTimestamp<TAggregate>>(windows.Time, windows.Value));
        }

        windows.Dispose();
    }

    private bool HasWindow(long start)
    {
        foreach (var (found, _) in _found)
        {
            if (found == start)
            {
                return true;
            }
        }

        return false;
    }

    private ValueAndTimestamp<TAggregate> Initial(long timestamp) => new(aggregation.Initializer(), timestamp);

    private void CreateRight(in Record<TKey, TValue> record, in ValueAndTimestamp<TAggregate> row)
    {
        var window = new Window(record.Timestamp + 1, record.Timestamp + 1 + difference);
        _results.Put(in record, record.Key, window, new Change<TAggregate>(row.Value, default), row.Timestamp);
    }

    /// <summary>Adds the record to a window.</summary>
    private void Update(in Record<TKey, TValue> record, long start, in ValueAndTimestamp<TAggregate> row, long closeTime)
    {
        var window = new Window(start, start + difference);
        if (WindowRules.IsSlidingWindowClosed(window.End, closeTime))
        {
            Context.Drop(Name, DropReason.ClosedWindow, Context.Input);
            return;
        }

        var aggregate = aggregation.Aggregator(record.Key, record.Value, row.Value);
        var timestamp = row.Value is null ? record.Timestamp : Math.Max(record.Timestamp, row.Timestamp);
        _results.Put(in record, record.Key, window, new Change<TAggregate>(aggregate, row.Value), timestamp);
    }

    /// <summary>What a scan of the windows around a record has found.</summary>
    private struct Scan
    {
        /// <summary>The largest timestamp of a record before this one.</summary>
        public long? Previous;

        /// <summary>The aggregate of the closest window that ends before the record.</summary>
        public ValueAndTimestamp<TAggregate>? Before;

        /// <summary>The aggregate of a window that holds the record and may hold later ones.</summary>
        public ValueAndTimestamp<TAggregate>? After;

        public bool HasLeft;

        public bool HasRight;
    }
}
