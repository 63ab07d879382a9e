namespace Commands.Streams.Operators.Async;

/// <summary>What tells lanes apart.</summary>
internal enum LaneKind
{
    /// <summary>Nothing can: the topology is refused.</summary>
    None,

    /// <summary>The key, by the equality of its type.</summary>
    Value,

    /// <summary>The bytes that the key is.</summary>
    Array,

    /// <summary>Nothing: records are handled one after the other anyway.</summary>
    One,

    /// <summary>The key's bytes as they were read.</summary>
    AsRead,

    /// <summary>The key's bytes as it is written.</summary>
    Serialized,
}
