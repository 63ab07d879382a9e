using System.ComponentModel;

namespace Commands.Streams.State.Bytes;

/// <summary>Writes that are applied to an <see cref="IBytesStore"/> all at once or not at all.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class BytesBatch
{
    /// <summary>Sets the value of a key.</summary>
    /// <param name="key">The key; copied.</param>
    /// <param name="value">The value; copied.</param>
    public abstract void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value);

    /// <summary>Deletes a key, if it is there.</summary>
    /// <param name="key">The key; copied.</param>
    public abstract void Delete(ReadOnlySpan<byte> key);

    /// <summary>Deletes a range of keys.</summary>
    /// <param name="from">The first key to delete; copied.</param>
    /// <param name="to">The first key to keep; copied.</param>
    public abstract void DeleteRange(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to);

    /// <summary>Applies the writes in the order in which they were added, together with the store's new metadata, and empties the batch.</summary>
    /// <param name="metadata">The metadata; if empty, the present ones stay.</param>
    public abstract void Apply(ReadOnlySpan<byte> metadata);

    /// <summary>Empties the batch without applying it.</summary>
    public abstract void Clear();
}
