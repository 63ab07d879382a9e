using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Redriving;

/// <summary>
/// The letters of a partition that have been redriven: all before an offset, and ranges beyond it, because a filter may select letters anywhere. Both
/// are stored in the group's committed offset; the ranges are its metadata. <c>DoneSet</c> encodes the same idea for tasks; the two formats are
/// independent.
/// </summary>
internal sealed class PartitionProgress
{
    /// <summary>This many ranges always fit into the 4,096 bytes of metadata that a broker accepts.</summary>
    public const int MaxRanges = 300;

    /// <summary>
    /// The ranges are relative to an absolute offset that precedes them. Metadata with another offset, as written by tools that move a group, and
    /// metadata of the first format, which had no such anchor, are ignored.
    /// </summary>
    private const string Prefix = "redrive2:";

    private readonly List<(long Start, long End)> _ranges = [];

    /// <summary>All letters before this offset are done.</summary>
    public long Next { get; private set; }

    /// <summary>The number of ranges beyond <see cref="Next"/>.</summary>
    public int Ranges => _ranges.Count;

    /// <summary>Reads committed progress; metadata that was not written by a redrive is ignored.</summary>
    public static PartitionProgress From(in OffsetCommit commit)
    {
        var progress = new PartitionProgress { Next = Math.Max(commit.Offset, 0) };
        if (commit.Metadata is { } text && text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            progress.ReadRanges(text.AsSpan(Prefix.Length), commit.Offset);
        }

        return progress;
    }

    public bool IsDone(long offset) => offset < Next || _ranges.Exists(range => offset >= range.Start && offset < range.End);

    /// <summary>Marks the offsets from one up to, but not including, another as done.</summary>
    public void MarkDone(long start, long end)
    {
        if (end <= Math.Max(start, Next))
        {
            return;
        }

        var index = _ranges.FindIndex(range => range.End >= start);
        index = index < 0 ? _ranges.Count : index;
        while (index < _ranges.Count && _ranges[index].Start <= end)
        {
            start = Math.Min(start, _ranges[index].Start);
            end = Math.Max(end, _ranges[index].End);
            _ranges.RemoveAt(index);
        }

        if (start <= Next)
        {
            Next = end;
        }
        else
        {
            _ranges.Insert(index, (start, end));
        }
    }

    public PartitionProgress Copy()
    {
        var copy = new PartitionProgress { Next = Next };
        copy._ranges.AddRange(_ranges);
        return copy;
    }

    public OffsetCommit ToCommit(TopicPartition partition)
    {
        if (_ranges.Count == 0)
        {
            return new OffsetCommit(partition, Next, null);
        }

        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes))
        {
            writer.Write7BitEncodedInt64(Next);
            var last = Next;
            foreach (var (start, end) in _ranges)
            {
                writer.Write7BitEncodedInt64(start - last);
                writer.Write7BitEncodedInt64(end - start);
                last = end;
            }
        }

        return new OffsetCommit(partition, Next, Prefix + Convert.ToBase64String(bytes.ToArray()));
    }

    private void ReadRanges(ReadOnlySpan<char> text, long anchor)
    {
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64Chars(text, bytes, out var length))
        {
            return;
        }

        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes, 0, length));
            if (reader.Read7BitEncodedInt64() != anchor)
            {
                return;
            }

            for (var last = Next; reader.BaseStream.Position < length;)
            {
                var start = checked(last + reader.Read7BitEncodedInt64());
                var end = checked(start + reader.Read7BitEncodedInt64());
                if (start <= last || end <= start)
                {
                    return;
                }

                MarkDone(start, end);
                last = end;
            }
        }
        catch (Exception exception) when (exception is EndOfStreamException or FormatException or OverflowException)
        {
            // The part read so far was written by a redrive; the rest is redriven again rather than skipped.
        }
    }
}
