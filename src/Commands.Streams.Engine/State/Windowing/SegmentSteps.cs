using Commands.Streams.State.Bytes;
using Commands.Streams.State.Layouts;
using Commands.Streams.State.Staging;

namespace Commands.Streams.State.Windowing;

/// <summary>Goes through the segments between two times. If they are many, which happens when time jumps, only those that have entries are visited.</summary>
internal sealed class SegmentSteps(StagedStore store)
{
    /// <summary>Above that, asking which segment comes next is cheaper than visiting each.</summary>
    private const int Few = 8;

    private readonly byte[] _from = new byte[SegmentedKeys.PrefixLength];
    private readonly byte[] _to = new byte[SegmentedKeys.PrefixLength];
    private bool _isReverse;
    private bool _includesHidden;
    private bool _asks;
    private long _first;
    private long _last;

    public void Open(long earliest, long latest, SegmentedKeys keys, bool isReverse, bool includesHidden = false)
    {
        (_isReverse, _includesHidden) = (isReverse, includesHidden);
        (_first, _last) = earliest > latest ? (1, 0) : (keys.SegmentOf(earliest), keys.SegmentOf(latest));
        _asks = _last - _first >= Few;
    }

    public bool MoveNext(out long segment)
    {
        segment = _isReverse ? _last : _first;
        if (_first > _last || (_asks && !TryFind(out segment)))
        {
            return false;
        }

        if (_isReverse)
        {
            _last = segment - 1;
        }
        else
        {
            _first = segment + 1;
        }

        return true;
    }

    private bool TryFind(out long segment)
    {
        SegmentedKeys.WriteSegment(_first, _from);
        SegmentedKeys.WriteSegment(_last + 1, _to);
        using var cursor = store.Scan(new BytesRange { From = _from, To = _to, HasTo = true }, _isReverse, _includesHidden);
        var isFound = cursor.MoveNext();
        segment = isFound ? SegmentedKeys.Segment(cursor.Key) : 0;
        return isFound;
    }
}
