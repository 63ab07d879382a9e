using System.ComponentModel;

namespace Commands.Streams.Clients;

/// <summary>Special offsets that have a meaning instead of a position, with the values of Kafka's clients.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Offsets
{
    /// <summary>The oldest remaining record.</summary>
    public const long Beginning = -2;

    /// <summary>After the newest record.</summary>
    public const long End = -1;

    /// <summary>No offset is committed or known.</summary>
    public const long Unknown = -1001;
}
