namespace Commands.Streams.Tasks.Progress;

/// <summary>
/// A partition's records in flight, in offset order. Every record that was taken and is not in the list is done, so the list determines both the offset to
/// commit and what is done beyond it. Worker only.
/// </summary>
internal sealed class InFlightRecords
{
    private InFlightRecord? _last;

    public InFlightRecord? First { get; private set; }

    public int Count { get; private set; }

    /// <summary>The offset of the last record; -1 if the list is empty.</summary>
    public long LastOffset => _last?.Offset ?? -1;

    /// <summary>
    /// The most bytes that the list may take in a <see cref="DoneSet"/>, counting each record as a run of its own, and the done runs between them.
    /// </summary>
    public int EncodedLength { get; private set; }

    /// <summary>Appends a record. Its offset must be larger than all others in the list.</summary>
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
        // Removing a record merges the gaps on both sides of it, and removes its own run, which always takes one byte.
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
