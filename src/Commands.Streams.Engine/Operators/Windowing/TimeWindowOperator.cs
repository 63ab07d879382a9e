using Commands.Streams.Operators.Aggregating;
using Commands.Streams.Operators.Tables;
using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.State;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Windowing;

/// <summary>Aggregates the records of each key in tumbling, hopping or unlimited windows.</summary>
internal sealed class TimeWindowOperator<TKey, TValue, TAggregate>(
    string name, WindowShape windows, WindowedRows<TKey, TAggregate> rows, Aggregation<TKey, TValue, TAggregate> aggregation, bool isOnClose)
    : OperatorNode<TKey, TValue, Windowed<TKey>, Change<TAggregate>>(name)
{
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
        if (record.Key is null)
        {
            Context.Drop(Name, DropReason.NullKey, Context.Input);
            return;
        }

        _streamTime = Math.Max(_streamTime, record.Timestamp);
        var closeTime = _streamTime - windows.Grace;
        for (var start = windows.FirstStart(record.Timestamp); start <= record.Timestamp; start += windows.Advance)
        {
            Add(in record, new Window(start, windows.EndOf(start)), closeTime);
            if (windows.IsLast(start, record.Timestamp))
            {
                break;
            }
        }

        if (isOnClose && _throttle.IsDue(closeTime))
        {
            EmitClosed(closeTime, record.Headers);
        }
    }

    private void Add(in Record<TKey, TValue> record, Window window, long closeTime)
    {
        if (WindowRules.IsTimeWindowClosed(window.End, closeTime))
        {
            Context.Drop(Name, DropReason.ClosedWindow, Context.Input);
        }
        else
        {
            Update(in record, window);
        }
    }

    private void Update(in Record<TKey, TValue> record, Window window)
    {
        var timestamp = record.Timestamp;
        TAggregate old;
        if (_results.Store.TryFetchKept(record.Key, window.Start, out var row))
        {
            old = row.Value;
            timestamp = Math.Max(timestamp, row.Timestamp);
        }
        else
        {
            old = aggregation.Initializer();
        }

        var aggregate = aggregation.Aggregator(record.Key, record.Value, old);
        _results.Put(in record, record.Key, window, new Change<TAggregate>(aggregate, old), timestamp);
    }

    private void EmitClosed(long closeTime, Headers headers)
    {
        var last = windows.LastStartEndedBy(closeTime);
        var lastBefore = windows.LastStartEndedBy(_throttle.LastCloseTime);
        if (last > lastBefore)
        {
            _results.EmitClosed(lastBefore + 1, last, headers);
        }

        _throttle.OnEmitted(closeTime);
    }
}
