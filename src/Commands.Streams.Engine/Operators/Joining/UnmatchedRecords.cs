using Commands.Streams.Records;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Joining;

/// <summary>
/// The records of both sides that wait for a match, seen from one side. When a record can have no match any more, it is forwarded without one by whichever
/// side notices first.
/// </summary>
/// <param name="context">The task.</param>
/// <param name="rules">The rules of this side.</param>
/// <param name="store">The store of this side's and the other's waiting records.</param>
/// <param name="these">The values of this side.</param>
/// <param name="others">The values of the other side.</param>
/// <param name="joiner">Computes results, this side's value first.</param>
internal sealed class UnmatchedRecords<TKey, TThis, TOther, TResult>(
    Tasks.TaskContext context,
    JoinRules rules,
    UnmatchedStore<TKey> store,
    UnmatchedValues<TThis> these,
    UnmatchedValues<TOther> others,
    Joiner<TKey, TThis, TOther, TResult> joiner)
{
    private readonly JoinRules _otherRules = rules.Reverse(keepsUnmatched: false);

    /// <summary>Lets a record of this side wait.</summary>
    public void Add(TKey key, long timestamp, TThis value, JoinTime time)
    {
        time.EarliestWaiting = Math.Min(time.EarliestWaiting, timestamp);
        store.Add(key, timestamp, rules.IsLeft, these.Write(value));
    }

    /// <summary>Records of the other side have found a match: those of this key and time.</summary>
    public void Remove(TKey key, long timestamp) => store.Remove(key, timestamp, !rules.IsLeft);

    /// <summary>Forwards the records that can have no match any more. They get the headers of the record that made them final.</summary>
    public void EmitClosed(Outlet<TKey, TResult> outlet, Headers headers, JoinTime time)
    {
        if (!rules.IsClosed(time.EarliestWaiting, time.StreamTime) || !time.MayEmit(context))
        {
            return;
        }

        time.EarliestWaiting = JoinTime.NoneWaits;
        var (isThisOpen, isOtherOpen) = (false, false);
        using var waiting = store.Scan();
        while (waiting.MoveNext())
        {
            var timestamp = waiting.Timestamp;
            time.EarliestWaiting = timestamp;
            if (isThisOpen && isOtherOpen)
            {
                return;
            }

            var isThis = waiting.IsLeft == rules.IsLeft;
            if (!(isThis ? rules : _otherRules).IsClosed(timestamp, time.StreamTime))
            {
                (isThisOpen, isOtherOpen) = (isThisOpen || isThis, isOtherOpen || !isThis);
                continue;
            }

            var key = waiting.Key;
            while (waiting.MoveNextValue())
            {
                var result = isThis
                    ? joiner(key, these.Read(waiting.Value), default)
                    : joiner(key, default, others.Read(waiting.Value));
                outlet.Send(new Record<TKey, TResult>(key, result, timestamp, headers));
            }

            store.Remove(waiting);
        }
    }
}
