namespace Commands.Streams.Tasks.Progress;

/// <summary>
/// The records of a partition that are in flight, in offset order. Every record taken that is not in the list is done, so the list says both how
/// far to commit and what is done beyond. Worker only.
/// </summary>
internal sealed class PassList
{
    private RecordPass? _last;

    public RecordPass? First { get; private set; }

    public int Count { get; private set; }

    /// <summary>The offset of the last record in flight; -1 where there is none.</summary>
    public long LastOffset => _last?.Offset ?? -1;

    /// <summary>The most bytes that the list may take in a <see cref="DoneSet"/>: each record a run of its own, and the runs done between them.</summary>
    public int EncodedLength { get; private set; }

    /// <summary>Appends a record; its offset is larger than those of all others.</summary>
    public void Add(RecordPass pass)
    {
        EncodedLength += 1 + LengthOfGap(_last, pass);
        pass.Previous = _last;
        if (_last is null)
        {
            First = pass;
        }
        else
        {
            _last.Next = pass;
        }

        _last = pass;
        Count++;
    }

    public void Remove(RecordPass pass)
    {
        EncodedLength += LengthOfGap(pass.Previous, pass.Next) - LengthOfGap(pass.Previous, pass) - LengthOfGap(pass, pass.Next) - 1;
        if (pass.Previous is null)
        {
            First = pass.Next;
        }
        else
        {
            pass.Previous.Next = pass.Next;
        }

        if (pass.Next is null)
        {
            _last = pass.Previous;
        }
        else
        {
            pass.Next.Previous = pass.Previous;
        }

        pass.Previous = null;
        pass.Next = null;
        Count--;
    }

    private static int LengthOfGap(RecordPass? first, RecordPass? second) =>
        first is null || second is null ? 0 : DoneSet.LengthOfRun(second.Offset - first.Offset - 1);
}
