using System.Numerics;

namespace Commands.Streams.State.InMemory;

/// <summary>
/// The sizes of an arena's blocks in units of 8 bytes: each number of units up to 32, then four sizes between one power of two and the next, up to a page.
/// </summary>
internal static class BlockSizes
{
    private const int Exact = 32;

    /// <summary>The number of size classes: the exact ones, and four for each doubling from 32 to 8,192 units.</summary>
    public const int Count = Exact + 1 + (8 * 4);

    public static int ClassOf(int length)
    {
        var units = (length + 7) >> 3;
        if (units <= Exact)
        {
            return Math.Max(units, 1);
        }

        // 33 to 40 units are of class 33, 41 to 48 of class 34, and so on.
        var log = BitOperations.Log2((uint)(units - 1));
        var quarter = (units - 1) >> (log - 2);
        return Exact + 1 + ((log - 5) * 4) + (quarter - 4);
    }

    public static int Units(int sizeClass)
    {
        if (sizeClass <= Exact)
        {
            return sizeClass;
        }

        var step = sizeClass - Exact - 1;
        return ((step & 3) + 5) << ((step >> 2) + 3);
    }
}
