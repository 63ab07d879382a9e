namespace Commands.Streams.Records;

/// <summary>Where reading starts in a partition for which the group has no committed offset.</summary>
public enum OffsetReset
{
    /// <summary>At the oldest record that is still there.</summary>
    Earliest,

    /// <summary>After the newest record.</summary>
    Latest,

    /// <summary>Nowhere: the worker fails and says which partition has no offset.</summary>
    None,
}
