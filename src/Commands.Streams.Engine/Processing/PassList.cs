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

    /// <summary>Appends a record; its offset is larger than those of all others.</summary>
    public void Add(RecordPass pass)
    {
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
}
