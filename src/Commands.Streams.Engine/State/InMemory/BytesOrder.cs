namespace Commands.Streams.State.InMemory;

/// <summary>
/// The slots of a <see cref="BytesTable"/> in the order of their keys: a list of short sorted arrays, so that an insertion moves little. A place in the order
/// is an array's index and the index in that array.
/// </summary>
internal sealed class BytesOrder(BytesTable table)
{
    private const int ChunkSize = 128;

    private readonly Comparison<int> _byKey = (left, right) => table.Key(left).SequenceCompareTo(table.Key(right));
    private readonly Stack<Chunk> _spare = new();
    private Chunk[] _chunks = new Chunk[4];
    private int _count;

    /// <summary>Replaces the content.</summary>
    /// <param name="slots">All slots in any order; sorted in place.</param>
    public void Fill(Span<int> slots)
    {
        slots.Sort(_byKey);

        // Chunks are left three quarters full, so that the first insertions do not split each of them.
        for (var start = 0; start < slots.Length; start += ChunkSize * 3 / 4)
        {
            var chunk = InsertChunk(_count);
            chunk.Count = Math.Min(ChunkSize * 3 / 4, slots.Length - start);
            slots.Slice(start, chunk.Count).CopyTo(chunk.Slots);
        }
    }

    public void Clear()
    {
        for (var i = 0; i < _count; i++)
        {
            _spare.Push(_chunks[i]);
        }

        _count = 0;
    }

    /// <summary>Returns the place of the first key that is not smaller than a key; it may be behind the last one.</summary>
    public OrderPlace Seek(ReadOnlySpan<byte> key)
    {
        // The last chunk whose first key is not larger than the key, or the first chunk.
        int low = 0, high = _count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) >>> 1;
            if (table.Key(_chunks[middle].Slots[0]).SequenceCompareTo(key) <= 0)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return _count == 0 ? default : new OrderPlace(low, SeekIn(_chunks[low], key));
    }

    /// <summary>The place behind the last key.</summary>
    public OrderPlace End => new(_count, 0);

    /// <summary>Returns the slot at a place, and moves the place behind it.</summary>
    public bool TryNext(ref OrderPlace place, out int slot)
    {
        while (place.Chunk < _count)
        {
            var chunk = _chunks[place.Chunk];
            if (place.Index < chunk.Count)
            {
                slot = chunk.Slots[place.Index];
                place = new OrderPlace(place.Chunk, place.Index + 1);
                return true;
            }

            place = new OrderPlace(place.Chunk + 1, 0);
        }

        slot = -1;
        return false;
    }

    /// <summary>Moves a place back by one, and returns the slot there.</summary>
    public bool TryPrevious(ref OrderPlace place, out int slot)
    {
        while (place.Index == 0)
        {
            if (place.Chunk == 0)
            {
                slot = -1;
                return false;
            }

            place = new OrderPlace(place.Chunk - 1, _chunks[place.Chunk - 1].Count);
        }

        place = new OrderPlace(place.Chunk, place.Index - 1);
        slot = _chunks[place.Chunk].Slots[place.Index];
        return true;
    }

    public void Insert(int slot)
    {
        var place = Seek(table.Key(slot));
        var chunk = _count == 0 ? InsertChunk(0) : _chunks[place.Chunk];
        var index = place.Index;
        if (chunk.Count == ChunkSize)
        {
            chunk = Split(place.Chunk, ref index);
        }

        chunk.Slots.AsSpan(index, chunk.Count - index).CopyTo(chunk.Slots.AsSpan(index + 1));
        chunk.Slots[index] = slot;
        chunk.Count++;
    }

    public void Remove(int slot)
    {
        var place = Seek(table.Key(slot));
        var chunk = _chunks[place.Chunk];
        chunk.Slots.AsSpan(place.Index + 1, chunk.Count - place.Index - 1).CopyTo(chunk.Slots.AsSpan(place.Index));
        if (--chunk.Count == 0)
        {
            _chunks.AsSpan(place.Chunk + 1, _count - place.Chunk - 1).CopyTo(_chunks.AsSpan(place.Chunk));
            _count--;
            _spare.Push(chunk);
        }
    }

    private int SeekIn(Chunk chunk, ReadOnlySpan<byte> key)
    {
        int low = 0, high = chunk.Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (table.Key(chunk.Slots[middle]).SequenceCompareTo(key) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>Moves the upper half of a full chunk into a new one, and returns the one that the index is in.</summary>
    private Chunk Split(int number, ref int index)
    {
        var lower = _chunks[number];
        var upper = InsertChunk(number + 1);

        // Keys are often added in ascending order; then the chunks that they leave behind stay full.
        var kept = index == ChunkSize ? ChunkSize - 1 : ChunkSize / 2;
        upper.Count = ChunkSize - kept;
        lower.Slots.AsSpan(kept).CopyTo(upper.Slots);
        lower.Count = kept;
        if (index <= kept)
        {
            return lower;
        }

        index -= kept;
        return upper;
    }

    private Chunk InsertChunk(int number)
    {
        if (_count == _chunks.Length)
        {
            Array.Resize(ref _chunks, _chunks.Length * 2);
        }

        _chunks.AsSpan(number, _count - number).CopyTo(_chunks.AsSpan(number + 1));
        if (!_spare.TryPop(out var chunk))
        {
            chunk = new Chunk();
        }

        chunk.Count = 0;
        _count++;
        return _chunks[number] = chunk;
    }

    private sealed class Chunk
    {
        public readonly int[] Slots = new int[ChunkSize];
        public int Count;
    }
}
