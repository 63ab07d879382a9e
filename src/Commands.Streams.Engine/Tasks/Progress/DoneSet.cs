using System.Numerics;

namespace Commands.Streams.Tasks.Progress;

/// <summary>
/// The offsets at or beyond a committed offset that are done already, so that a restart does not repeat them. Encoded as run lengths that alternate between not
/// done and done, each a variable-length integer of 7 bits a byte, lowest first. Immutable.
/// </summary>
internal sealed class DoneSet
{
    public static readonly DoneSet Empty = new([]);

    private readonly (long From, long To)[] _runs;

    private DoneSet((long From, long To)[] runs) => _runs = runs;

    /// <summary>True if an offset is done. There are few runs, and offsets are asked for in ascending order, so a linear search is fast.</summary>
    public bool Contains(long offset)
    {
        foreach (var (from, to) in _runs)
        {
            if (offset < from)
            {
                return false;
            }

            if (offset < to)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True if the set contains an offset at or beyond the given one.</summary>
    public bool ReachesBeyond(long offset) => _runs.Length > 0 && _runs[^1].To > offset;

    public int Runs => _runs.Length;

    /// <summary>Encodes what is done from an offset on.</summary>
    /// <param name="offset">The committed offset, which is the first that is not done.</param>
    /// <param name="inFlight">The records before the end that are not done.</param>
    /// <param name="restored">The set that was restored when the partition was assigned.</param>
    /// <param name="end">The offset after the last record taken.</param>
    /// <param name="destination">The buffer to write to.</param>
    /// <returns>The number of bytes written, or -1 if they do not fit.</returns>
    public static int TryWrite(long offset, InFlightRecords inFlight, DoneSet restored, long end, Span<byte> destination)
    {
        var writer = new RunWriter(destination);
        var position = offset;
        for (var work = inFlight.First; work is not null; work = work.Next)
        {
            writer.Add(done: true, work.Offset - position);
            writer.Add(done: false, 1);
            position = work.Offset + 1;
        }

        writer.Add(done: true, end - position);
        // Records done before a restart may lie beyond those read since; that part of the earlier set still holds.
        foreach (var (from, to) in restored._runs)
        {
            if (to > end)
            {
                writer.Add(done: false, Math.Max(from - Math.Max(end, position), 0));
                writer.Add(done: true, to - Math.Max(from, end));
                position = to;
            }
        }

        return writer.Finish();
    }

    /// <summary>
    /// The most bytes that <see cref="TryWrite"/> may need, in whatever order the records in flight end. A record that ends between two others splits a run in
    /// three, so each record counts as a run of its own. The result never grows when a record ends. The parameters are those of <see cref="TryWrite"/>.
    /// </summary>
    public static int MaxLength(InFlightRecords inFlight, DoneSet restored, long end)
    {
        if (inFlight.Count == 0)
        {
            return 0;
        }

        var position = inFlight.LastOffset + 1;
        var length = inFlight.EncodedLength + LengthOfRun(end - position);
        if (!restored.ReachesBeyond(end))
        {
            return length;
        }

        foreach (var (from, to) in restored._runs)
        {
            if (to > end)
            {
                length += LengthOfRun(from - Math.Max(end, position)) + LengthOfRun(to - Math.Max(from, end));
                position = to;
            }
        }

        return length;
    }

    /// <summary>The encoded length of one run.</summary>
    public static int LengthOfRun(long run) => run <= 0 ? 0 : (BitOperations.Log2((ulong)run) / 7) + 1;

    /// <summary>Decodes what <see cref="TryWrite"/> wrote.</summary>
    /// <param name="offset">The committed offset that was passed to <see cref="TryWrite"/>.</param>
    /// <param name="data">The encoded set. Damaged data read as an empty set, so that no record is skipped by mistake.</param>
    public static DoneSet Read(long offset, ReadOnlySpan<byte> data)
    {
        var runs = new List<(long, long)>();
        var position = offset;
        var done = false;
        while (data.Length > 0)
        {
            if (!TryReadNumber(ref data, out var length) || length > long.MaxValue - position)
            {
                return Empty;
            }

            if (done && length > 0)
            {
                runs.Add((position, position + length));
            }

            position += length;
            done = !done;
        }

        return runs.Count == 0 ? Empty : new DoneSet([.. runs]);
    }

    private static bool TryReadNumber(ref ReadOnlySpan<byte> data, out long number)
    {
        number = 0;
        for (var i = 0; i < data.Length && i < 9; i++)
        {
            number |= (long)(data[i] & 0x7f) << (7 * i);
            if (data[i] < 0x80)
            {
                data = data[(i + 1)..];
                return true;
            }
        }

        return false;
    }

    private ref struct RunWriter(Span<byte> destination)
    {
        private readonly Span<byte> _destination = destination;
        private int _written;
        private bool _done;
        private long _length;
        private bool _overflow;

        public void Add(bool done, long length)
        {
            if (length == 0)
            {
                return;
            }

            if (done != _done)
            {
                Write(_length);
                _done = done;
                _length = 0;
            }

            _length += length;
        }

        /// <summary>Ends with the last done run; a trailing run of records that are not done carries no information.</summary>
        public int Finish()
        {
            if (_done)
            {
                Write(_length);
            }

            return _overflow ? -1 : _written;
        }

        private void Write(long number)
        {
            do
            {
                if (_written == _destination.Length)
                {
                    _overflow = true;
                    return;
                }

                var rest = number >> 7;
                _destination[_written++] = (byte)((number & 0x7f) | (rest > 0 ? 0x80L : 0L));
                number = rest;
            }
            while (number > 0);
        }
    }
}
