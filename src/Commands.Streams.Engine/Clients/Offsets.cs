using System.ComponentModel;

namespace Commands.Streams.Clients;

/// <summary>Offsets with a meaning instead of a number, as Kafka's clients use them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Offsets
{
    /// <summary>The oldest record that is still there.</summary>
    public const long Beginning = -2;

    /// <summary>After the newest record.</summary>
    public const long End = -1;

    /// <summary>No offset is committed, or none is known.</summary>
    public const long Unknown = -1001;
}
