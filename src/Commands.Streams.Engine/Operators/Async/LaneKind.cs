namespace Commands.Streams.Operators.Async;

/// <summary>Says how lanes are distinguished.</summary>
internal enum LaneKind
{
    /// <summary>Not possible: the topology is rejected.</summary>
    None,

    /// <summary>By the key, with its type's equality.</summary>
    Value,

    /// <summary>By the bytes of a key that is a byte array.</summary>
    Array,

    /// <summary>Not necessary: records are handled one after the other anyway.</summary>
    One,

    /// <summary>By the key's bytes as they were read.</summary>
    AsRead,

    /// <summary>By the key's bytes after serialization.</summary>
    Serialized,
}
