using Commands.Streams.Operators.Aggregating;
using Commands.Streams.Operators.Tables;
using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.State;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Windowing;

/// <summary>
/// Aggregates the records of each key in sessions: records that are no more than a gap apart, directly or through others. A record between two sessions makes
/// one of them.
/// </summary>
internal sealed class SessionWindowOperator<TKey, TValue, TAggregate>(
    string name,
    long gap,
    long grace,
    SessionRows<TKey, TAggregate> rows,
    Aggregation<TKey, TValue, TAggregate> aggregation,
    bool isOnClose) : OperatorNode<TKey, TValue, Windowed<TKey>, Change<TAggregate>>(name)
{
    private readonly List<KeyValuePair<Windowed<TKey>, TAggregate>> _found = [];
    private SessionResults<TKey, TAggregate> _results = null!;
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
        var closeTime = _streamTime - gap - grace;
        Add(in record, closeTime);
        if (isOnClose && _throttle.IsDue(closeTime))
        {
            EmitClosed(closeTime, record.Headers);
        }
    }

    private void Add(in Record<TKey, TValue> record, long closeTime)
    {
        var t = record.Timestamp;
        Find(record.Key, t);
        var alone = new Window(t, t);
        var merged = alone;
        var aggregate = aggregation.Initializer();
        foreach (var (session, value) in _found)
        {
            aggregate = aggregation.Merger!(record.Key, aggregate, value);
            merged = new Window(Math.Min(merged.Start, session.Window.Start), Math.Max(merged.End, session.Window.End));
        }

        if (WindowRules.IsSessionClosed(merged.End, closeTime))
        {
            Context.Drop(Name, DropReason.ClosedWindow, Context.Input);
            return;
        }

        if (merged != alone)
        {
            foreach (var (session, value) in _found)
            {
                _results.Remove(in session, value);
            }
        }

        _results.Put(new Windowed<TKey>(record.Key, merged), aggregation.Aggregator(record.Key, record.Value, aggregate));
    }

    /// <summary>Reads the sessions that a record belongs to.</summary>
    private void Find(TKey key, long timestamp)
    {
        _found.Clear();
        using var cursor = _results.Store.Scan(key, Math.Max(0, timestamp - gap), Math.Min(timestamp, long.MaxValue - gap) + gap);
        while (cursor.MoveNext())
        {
            var session = new Windowed<TKey>(key, new Window(cursor.SessionStart, cursor.Time));
            _found.Add(new KeyValuePair<Windowed<TKey>, TAggregate>(session, cursor.Value));
        }
    }

    private void EmitClosed(long closeTime, Headers headers)
    {
        if (closeTime > 0)
        {
            _results.EmitClosed(Math.Max(0, _throttle.LastCloseTime), closeTime - 1, headers);
        }

        _throttle.OnEmitted(closeTime);
    }
}
