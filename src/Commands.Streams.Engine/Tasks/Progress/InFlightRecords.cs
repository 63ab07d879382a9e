namespace Commands.Streams.Tasks.Progress;

/// <summary>
/// The records of a partition that are in flight, in offset order. Every record taken that is not in the list is done, so the list says both how
/// far to commit and what is done beyond. Worker only.
/// </summary>
internal sealed class InFlightRecords
{
    private InFlightRecord? _last;

    public InFlightRecord? First { get; private set; }

    public int Count { get; private set; }

    /// <summary>The offset of the last record in flight; -1 if there is none.</summary>
    public long LastOffset => _last?.Offset ?? -1;

    /// <summary>The most bytes that the list may take in a <see cref="DoneSet"/>: each record a run of its own, and the runs done between them.</summary>
    public int EncodedLength { get; private set; }

    /// <summary>Appends a record; its offset is larger than those of all others.</summary>
    public void Add(InFlightRecord work)
    {
        EncodedLength += 1 + LengthOfGap(_last, work);
        work.Previous = _last;
        if (_last is null)
        {
            First = work;
        }
        else
        {
            _last.Next = work;
        }

        _last = work;
        Count++;
    }

    public void Remove(InFlightRecord work)
    {
        // Removing a record merges the gaps on both sides of it into one, and takes away its own run, which always takes one byte.
        EncodedLength += LengthOfGap(work.Previous, work.Next) - LengthOfGap(work.Previous, work) - LengthOfGap(work, work.Next) - 1;
        if (work.Previous is null)
        {
            First = work.Next;
        }
        else
        {
            work.Previous.Next = work.Next;
        }

        if (work.Next is null)
        {
            _last = work.Previous;
        }
        else
        {
            work.Next.Previous = work.Previous;
        }

        work.Previous = null;
        work.Next = null;
        Count--;
    }

    private static int LengthOfGap(InFlightRecord? first, InFlightRecord? second) =>
        first is null || second is null ? 0 : DoneSet.LengthOfRun(second.Offset - first.Offset - 1);
}
