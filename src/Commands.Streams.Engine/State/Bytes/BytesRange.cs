using System.ComponentModel;

namespace Commands.Streams.State.Bytes;

/// <summary>A range of keys. The bytes are not copied.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct BytesRange
{
    /// <summary>The smallest key, included. Empty for all from the beginning.</summary>
    public ReadOnlySpan<byte> From { get; init; }

    /// <summary>The end, not included. Only if <see cref="HasTo"/>.</summary>
    public ReadOnlySpan<byte> To { get; init; }

    /// <summary><see langword="true"/> if the range has an end; otherwise <see langword="false"/>.</summary>
    public bool HasTo { get; init; }
}
