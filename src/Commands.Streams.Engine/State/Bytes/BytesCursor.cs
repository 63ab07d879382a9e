using System.ComponentModel;

namespace Commands.Streams.State.Bytes;

/// <summary>Moves over entries in the order of their keys. Dispose it; stores reuse disposed cursors.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class BytesCursor : IDisposable
{
    /// <summary>The key of the present entry; valid until the next move.</summary>
    public abstract ReadOnlySpan<byte> Key { get; }

    /// <summary>The value of the present entry; valid until the next move.</summary>
    public abstract ReadOnlySpan<byte> Value { get; }

    /// <summary>Moves to the next entry.</summary>
    /// <returns><see langword="true"/> if there is one; otherwise <see langword="false"/>.</returns>
    public abstract bool MoveNext();

    /// <summary>Returns the cursor to its store.</summary>
    public abstract void Dispose();
}
