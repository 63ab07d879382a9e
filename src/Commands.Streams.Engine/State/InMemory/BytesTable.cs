using System.Runtime.CompilerServices;

namespace Commands.Streams.State.InMemory;

/// <summary>
/// A hash table of byte keys and values. An entry is known by its slot, which stays the same until it is removed. An entry may have no value, which is not
/// the same as an empty one. Keys are also kept in order, from the first time on that somebody asks for the order.
/// </summary>
internal sealed class BytesTable
{
    private const int NoValue = -1;
    private const int Nil = -1;

    private readonly BytesArena _arena = new();
    private BytesOrder? _order;
    private int[] _unsorted = [];
    private bool _isOrdered;
    private int[] _buckets = new int[16];
    private Slot[] _slots = new Slot[16];
    private int _slotCount;
    private int _freeSlot = Nil;

    public int Count { get; private set; }

    /// <summary>The number of slots that there is room for; arrays of the same length can keep more about each entry.</summary>
    public int Capacity => _slots.Length;

    /// <summary>Changes with each added or removed entry.</summary>
    public int Version { get; private set; }

    /// <summary>The keys in order.</summary>
    public BytesOrder Order => _isOrdered ? _order! : MakeOrder();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ReadOnlySpan<byte> key) => Find(key, ByteHash.Compute(key));

    /// <summary>Returns the slot of a key, or -1.</summary>
    public int Find(ReadOnlySpan<byte> key, uint hash)
    {
        var slots = _slots;
        for (var i = _buckets[hash & (_buckets.Length - 1)] - 1; (uint)i < (uint)slots.Length; i = slots[i].Next)
        {
            ref var slot = ref slots[i];
            if (slot.Hash == hash && slot.KeyLength == key.Length && _arena.Block(slot.Block, slot.KeyLength).SequenceEqual(key))
            {
                return i;
            }
        }

        return Nil;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Key(int index)
    {
        ref var slot = ref _slots[index];
        return _arena.Block(slot.Block, slot.KeyLength);
    }

    public bool HasValue(int index) => _slots[index].ValueLength != NoValue;

    /// <summary>The value of an entry that has one. Valid until the entry is changed or removed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Value(int index)
    {
        ref var slot = ref _slots[index];
        return _arena.Block(slot.Block, slot.KeyLength + slot.ValueLength)[slot.KeyLength..];
    }

    /// <summary>The memory that an entry takes, the slot included.</summary>
    public int SizeOf(int index)
    {
        ref var slot = ref _slots[index];
        return BytesArena.SizeOf(slot.KeyLength + Math.Max(slot.ValueLength, 0)) + Unsafe.SizeOf<Slot>() + sizeof(int);
    }

    /// <summary>Adds a key that is not there.</summary>
    public int Add(ReadOnlySpan<byte> key, uint hash, bool hasValue, ReadOnlySpan<byte> value)
    {
        var index = TakeSlot();
        ref var slot = ref _slots[index];
        slot.Hash = hash;
        slot.KeyLength = key.Length;
        slot.ValueLength = hasValue ? value.Length : NoValue;
        slot.Block = _arena.Rent(key.Length + value.Length);
        var block = _arena.Block(slot.Block, key.Length + value.Length);
        key.CopyTo(block);
        value.CopyTo(block[key.Length..]);

        ref var bucket = ref _buckets[hash & (_buckets.Length - 1)];
        slot.Next = bucket - 1;
        bucket = index + 1;
        Count++;
        Version++;
        if (_isOrdered)
        {
            _order!.Insert(index);
        }

        return index;
    }

    /// <summary>Changes an entry's value, in place if its size class stays the same.</summary>
    public void Set(int index, bool hasValue, ReadOnlySpan<byte> value)
    {
        ref var slot = ref _slots[index];
        var before = slot.KeyLength + Math.Max(slot.ValueLength, 0);
        var after = slot.KeyLength + value.Length;
        if (!BytesArena.FitTheSame(before, after))
        {
            var moved = _arena.Rent(after);
            _arena.Block(slot.Block, slot.KeyLength).CopyTo(_arena.Block(moved, slot.KeyLength));
            _arena.Return(slot.Block, before);
            slot.Block = moved;
        }

        slot.ValueLength = hasValue ? value.Length : NoValue;
        value.CopyTo(_arena.Block(slot.Block, after)[slot.KeyLength..]);
    }

    public void Remove(int index)
    {
        if (_isOrdered)
        {
            _order!.Remove(index);
        }

        Unlink(index);
        ref var slot = ref _slots[index];
        _arena.Return(slot.Block, slot.KeyLength + Math.Max(slot.ValueLength, 0));
        slot.Block = BytesArena.None;
        slot.Next = _freeSlot;
        _freeSlot = index;
        Count--;
        Version++;
    }

    public void Clear()
    {
        _arena.Clear();
        Array.Clear(_buckets);
        _slotCount = Count = 0;
        _freeSlot = Nil;
        _isOrdered = false;
        Version++;
    }

    private int TakeSlot()
    {
        if (_freeSlot != Nil)
        {
            var index = _freeSlot;
            _freeSlot = _slots[index].Next;
            return index;
        }

        if (_slotCount == _slots.Length)
        {
            Grow();
        }

        return _slotCount++;
    }

    private void Grow()
    {
        Array.Resize(ref _slots, checked(_slots.Length * 2));
        _buckets = new int[_slots.Length];
        for (var i = 0; i < _slotCount; i++)
        {
            ref var bucket = ref _buckets[_slots[i].Hash & (_buckets.Length - 1)];
            _slots[i].Next = bucket - 1;
            bucket = i + 1;
        }
    }

    private void Unlink(int index)
    {
        ref var bucket = ref _buckets[_slots[index].Hash & (_buckets.Length - 1)];
        if (bucket == index + 1)
        {
            bucket = _slots[index].Next + 1;
            return;
        }

        var previous = bucket - 1;
        while (_slots[previous].Next != index)
        {
            previous = _slots[previous].Next;
        }

        _slots[previous].Next = _slots[index].Next;
    }

    private BytesOrder MakeOrder()
    {
        _order ??= new BytesOrder(this);
        _order.Clear();
        if (_unsorted.Length < Count)
        {
            _unsorted = new int[Count];
        }

        var count = 0;
        for (var i = 0; i < _slotCount; i++)
        {
            if (_slots[i].Block != BytesArena.None)
            {
                _unsorted[count++] = i;
            }
        }

        _order.Fill(_unsorted.AsSpan(0, count));
        _isOrdered = true;
        return _order;
    }

    private struct Slot
    {
        public uint Hash;
        public int Next;
        public uint Block;
        public int KeyLength;
        public int ValueLength;
    }
}
