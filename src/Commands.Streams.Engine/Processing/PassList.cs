namespace Commands.Streams.Processing;

/// <summary>
/// The records of a partition that are in flight, in offset order. Every record taken that is not in the list is done, so the list says both how
/// far to commit and what is done beyond. Worker only.
/// </summary>
internal sealed class PassList
{
    private RecordPass? _last;

    public RecordPass? First { get; private set; }

    public int Count { get; private set; }

    /// <summary>The number of unbroken runs of offsets that the records in flight make: what their encoding grows with.</summary>
    public int Runs { get; private set; }

    /// <summary>Appends a record; its offset is larger than those of all others.</summary>
    public void Add(RecordPass pass)
    {
        Runs += FollowsDirectly(_last, pass) ? 0 : 1;
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
        Runs += (FollowsDirectly(pass.Previous, pass) ? 1 : 0) + (FollowsDirectly(pass, pass.Next) ? 1 : 0) - 1;
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

    private static bool FollowsDirectly(RecordPass? first, RecordPass? second) =>
        first is not null && second is not null && second.Offset == first.Offset + 1;
}
