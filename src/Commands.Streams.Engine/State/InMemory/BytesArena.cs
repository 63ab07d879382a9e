using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Commands.Streams.State.InMemory;

/// <summary>
/// Blocks of bytes of any size, cut from pages so that a block is not an object. A block is known by its address; released blocks are reused for blocks of
/// the same size class. What is larger than a page has an array of its own.
/// </summary>
internal sealed class BytesArena
{
    /// <summary>No block.</summary>
    public const uint None = 0;

    private const int UnitBits = 3;
    private const int PageUnitBits = 13;
    private const int PageUnits = 1 << PageUnitBits;
    private const int PageBytes = PageUnits << UnitBits;
    private const int MaxPages = 1 << (31 - PageUnitBits);
    private const uint LargeFlag = 1u << 31;

    private readonly uint[] _free = new uint[BlockSizes.Count];
    private readonly List<byte[]?> _large = [];
    private readonly Stack<int> _freeLarge = new();
    private byte[][] _pages = new byte[4][];
    private int _pageCount;
    private int _page = -1;
    private int _used = PageUnits;

    /// <summary>The memory of all pages and arrays, used or not.</summary>
    public long Capacity { get; private set; }

    /// <summary>The bytes that a block of a length takes.</summary>
    public static int SizeOf(int length) => length > PageBytes ? length : BlockSizes.Units(BlockSizes.ClassOf(length)) << UnitBits;

    /// <summary>Returns <see langword="true"/> if blocks of both lengths have the same size; otherwise <see langword="false"/>.</summary>
    public static bool FitTheSame(int length, int other) => length == other || SizeOf(length) == SizeOf(other);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Block(uint address, int length)
    {
        if ((address & LargeFlag) != 0)
        {
            return _large[(int)(address & ~LargeFlag)].AsSpan(0, length);
        }

        return _pages[address >> PageUnitBits].AsSpan((int)(address & (PageUnits - 1)) << UnitBits, length);
    }

    /// <summary>Returns a block; its bytes are not set.</summary>
    public uint Rent(int length)
    {
        if (length > PageBytes)
        {
            return RentLarge(length);
        }

        var size = BlockSizes.ClassOf(length);
        var address = _free[size];
        if (address != None)
        {
            _free[size] = Next(address);
            return address;
        }

        var units = BlockSizes.Units(size);
        while (_used + units > PageUnits)
        {
            OpenPage();
        }

        address = (uint)((_page << PageUnitBits) + _used);
        _used += units;
        return address;
    }

    /// <summary>Takes a block back.</summary>
    /// <param name="address">The block.</param>
    /// <param name="length">The length for which it was rented, or one that fits the same.</param>
    public void Return(uint address, int length)
    {
        if ((address & LargeFlag) != 0)
        {
            var index = (int)(address & ~LargeFlag);
            Capacity -= _large[index]!.Length;
            _large[index] = null;
            _freeLarge.Push(index);
            return;
        }

        var size = BlockSizes.ClassOf(length);
        Next(address) = _free[size];
        _free[size] = address;
    }

    /// <summary>Takes all blocks back. Keeps as many pages as were used, so that steady work allocates nothing and a peak does not stay.</summary>
    public void Clear()
    {
        Array.Clear(_free);
        _large.Clear();
        _freeLarge.Clear();
        var kept = _page + 1;
        Array.Clear(_pages, kept, _pageCount - kept);
        _pageCount = kept;
        Capacity = (long)kept * PageBytes;
        _page = -1;
        _used = PageUnits;
    }

    private uint RentLarge(int length)
    {
        Capacity += length;
        if (!_freeLarge.TryPop(out var index))
        {
            index = _large.Count;
            _large.Add(null);
        }

        _large[index] = GC.AllocateUninitializedArray<byte>(length);
        return (uint)index | LargeFlag;
    }

    private void OpenPage()
    {
        if (++_page == _pageCount)
        {
            if (_pageCount == MaxPages)
            {
                throw new InvalidOperationException("A store in memory holds at most 16 GB per task. Use a persistent store, or more partitions.");
            }

            if (_pageCount == _pages.Length)
            {
                Array.Resize(ref _pages, _pages.Length * 2);
            }

            _pages[_pageCount++] = GC.AllocateUninitializedArray<byte>(PageBytes);
            Capacity += PageBytes;
        }

        // The first unit of all is left out, because its address says that there is no block.
        _used = _page == 0 ? 1 : 0;
    }

    /// <summary>A released block begins with the address of the next one of its size.</summary>
    private ref uint Next(uint address) => ref MemoryMarshal.AsRef<uint>(Block(address, sizeof(uint)));
}
