using System.ComponentModel;
using System.Text;
using Commands.Streams.Records;

namespace Commands.Streams.Clients;

/// <summary>
/// Records of one partition in offset order, in the client's own memory: no object per record, no copy. Owned by the worker that took it, and used on
/// that worker's thread only. Disposing it returns the memory to the client.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class RecordBatch : IDisposable
{
    /// <summary>The partition that all records of the batch belong to.</summary>
    public abstract TopicPartition Partition { get; }

    /// <summary>The number of records, at least 1.</summary>
    public abstract int Count { get; }

    /// <summary>Reads the record at a position. Positions may be read in any order and more than once.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    /// <param name="record">The record; its spans are valid until the batch is disposed.</param>
    public abstract void Read(int index, out RawRecord record);

    /// <summary>Copies the headers of the record at a position.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    /// <returns><see cref="Headers.Empty"/>, and no allocation, if the record has none.</returns>
    public abstract Headers ReadHeaders(int index);

    /// <summary>Reads one header without copying the others. If the name repeats, the last one counts.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    /// <param name="name">The header's name in UTF-8, compared by bytes.</param>
    /// <param name="value">The header's bytes, valid until the batch is disposed; empty if there is no such header.</param>
    /// <returns><see langword="true"/> if there is such a header with a value, which may be empty; otherwise <see langword="false"/>.</returns>
    public virtual bool TryReadHeader(int index, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        var found = ReadHeaders(index).Last(Encoding.UTF8.GetString(name));
        value = found;
        return found is not null;
    }

    /// <summary>Returns the memory to the client. Spans read from the batch become invalid. May be called more than once.</summary>
    public abstract void Dispose();
}
