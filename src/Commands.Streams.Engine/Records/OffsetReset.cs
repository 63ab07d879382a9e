namespace Commands.Streams.Records;

/// <summary>Where reading starts in a partition without a committed offset of the group.</summary>
public enum OffsetReset
{
    /// <summary>At the oldest remaining record.</summary>
    Earliest,

    /// <summary>After the newest record.</summary>
    Latest,

    /// <summary>Nowhere: the worker fails and names the partition without an offset.</summary>
    None,
}
