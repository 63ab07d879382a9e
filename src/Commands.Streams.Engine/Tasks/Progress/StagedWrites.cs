namespace Commands.Streams.Tasks.Progress;

/// <summary>
/// The writes of one input, in order. They take effect when its work is done, or not at all, so that nothing of a record is committed without the record.
/// Worker only.
/// </summary>
internal sealed class StagedWrites
{
    private readonly List<StagedWrite> _writes = [];

    public bool IsEmpty => _writes.Count == 0;

    public int Count => _writes.Count;

    /// <summary>How many of them have taken their place in the <see cref="WriteOrder"/>.</summary>
    public int Ordered { get; set; }

    public StagedWrite this[int index] => _writes[index];

    public void Add(StagedWrite write) => _writes.Add(write);

    /// <summary>Lets everything go out. A write that fails may add a dead letter behind the others.</summary>
    public void Send()
    {
        for (var i = 0; i < _writes.Count; i++)
        {
            _writes[i].Send();
        }

        Drop();
    }

    /// <summary>Forgets everything.</summary>
    public void Drop()
    {
        foreach (var write in _writes)
        {
            write.Recycle();
        }

        _writes.Clear();
        Ordered = 0;
    }
}
