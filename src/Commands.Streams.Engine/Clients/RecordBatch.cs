using System.ComponentModel;
using System.Text;
using Commands.Streams.Records;

namespace Commands.Streams.Clients;

/// <summary>
/// Records of one partition in offset order, in the client's own memory: no object per record, no copy. Owned by the worker that took it;
/// used on its thread only. Disposing gives the memory back to the client.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class RecordBatch : IDisposable
{
    /// <summary>The partition that all records of the batch belong to.</summary>
    public abstract TopicPartition Partition { get; }

    /// <summary>The number of records, at least 1.</summary>
    public abstract int Count { get; }

    /// <summary>Reads the record at a position. Positions may be read in any order, and again.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    /// <param name="record">The record; its spans are valid until the batch is disposed.</param>
    public abstract void Read(int index, out RawRecord record);

    /// <summary>Reads the headers of the record at a position into memory of their own.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    /// <returns><see cref="Headers.Empty"/>, and no allocation, if the record has none.</returns>
    public abstract Headers ReadHeaders(int index);

    /// <summary>Looks at one header without reading the others into memory of their own. If the name repeats, the last one counts.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    /// <param name="name">The header's name in UTF-8, compared byte for byte.</param>
    /// <param name="value">The header's bytes, valid until the batch is disposed; empty if there are none.</param>
    /// <returns>Whether there is such a header with a value, which may be empty.</returns>
    public virtual bool TryReadHeader(int index, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        var found = ReadHeaders(index).Last(Encoding.UTF8.GetString(name));
        value = found;
        return found is not null;
    }

    /// <summary>Gives the memory back to the client. Spans read from the batch are invalid afterwards. May be called twice.</summary>
    public abstract void Dispose();
}
