namespace Commands.Streams.Tasks.Progress;

/// <summary>
/// The writes of one input, in order. All are sent when its work is done, or none, so that no output of a record is committed without the record. Worker only.
/// </summary>
internal sealed class StagedWrites
{
    private readonly List<StagedWrite> _writes = [];

    public bool IsEmpty => _writes.Count == 0;

    public int Count => _writes.Count;

    /// <summary>The number of writes that have been entered in the <see cref="WriteOrder"/>.</summary>
    public int Ordered { get; set; }

    /// <summary>True if the input has written to state stores; those writes are not kept here, so the input has to be done before they are committed.</summary>
    public bool TouchesStores { get; set; }

    public StagedWrite this[int index] => _writes[index];

    public void Add(StagedWrite write) => _writes.Add(write);

    /// <summary>Sends all writes. A write that fails may append a dead letter, which is sent too.</summary>
    public void Send()
    {
        for (var i = 0; i < _writes.Count; i++)
        {
            _writes[i].Send();
        }

        Drop();
    }

    /// <summary>Drops all writes.</summary>
    public void Drop()
    {
        foreach (var write in _writes)
        {
            write.Recycle();
        }

        _writes.Clear();
        Ordered = 0;
        TouchesStores = false;
    }
}
