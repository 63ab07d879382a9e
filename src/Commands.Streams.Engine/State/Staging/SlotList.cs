namespace Commands.Streams.State.Staging;

/// <summary>A list of slots that are linked by <see cref="StagedEntries"/>.</summary>
internal struct SlotList
{
    public int Count;
    public int HeadPlusOne;
    public int TailPlusOne;

    /// <summary>The first slot, or -1.</summary>
    public readonly int Head => HeadPlusOne - 1;

    /// <summary>The last slot, or -1.</summary>
    public readonly int Tail => TailPlusOne - 1;
}
