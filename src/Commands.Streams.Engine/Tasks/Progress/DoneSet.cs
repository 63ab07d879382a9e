using System.Numerics;

namespace Commands.Streams.Tasks.Progress;

/// <summary>
/// Offsets at or beyond a committed offset that are done already: what a restart must not do again. Written as run lengths, alternating between
/// not done and done, as variable-length integers of 7 bits a byte, lowest first. Immutable.
/// </summary>
internal sealed class DoneSet
{
    public static readonly DoneSet Empty = new([]);

    private readonly (long From, long To)[] _runs;

    private DoneSet((long From, long To)[] runs) => _runs = runs;

    /// <summary>Whether an offset is done. The runs are few; offsets are asked for in rising order.</summary>
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

    /// <summary>Whether anything at or beyond an offset is in the set.</summary>
    public bool ReachesBeyond(long offset) => _runs.Length > 0 && _runs[^1].To > offset;

    public int Runs => _runs.Length;

    /// <summary>Writes what is done from an offset on.</summary>
    /// <param name="offset">The offset that is committed: the first one that is not done.</param>
    /// <param name="inFlight">What is not done before the end.</param>
    /// <param name="restored">What was done already when the partition was assigned.</param>
    /// <param name="end">Up to here, exclusive, records were taken.</param>
    /// <param name="destination">Where the bytes go.</param>
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
        // Records done before a restart may lie beyond the end of those read again since; that part of the earlier set still holds.
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
    /// The most bytes that <see cref="TryWrite"/> may need, in whatever order the records in flight end: a record that ends between two others
    /// splits a run in three, so each counts as a run of its own. An end never makes the number larger. The parameters are those of TryWrite.
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

    /// <summary>The bytes of one run.</summary>
    public static int LengthOfRun(long run) => run <= 0 ? 0 : (BitOperations.Log2((ulong)run) / 7) + 1;

    /// <summary>Reads what <see cref="TryWrite"/> wrote.</summary>
    /// <param name="offset">The committed offset that it was written with.</param>
    /// <param name="data">The bytes; damaged ones read as an empty set, so that nothing is skipped by mistake.</param>
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

        /// <summary>Ends with the last done run; a last run of records not done says nothing and is left out.</summary>
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
