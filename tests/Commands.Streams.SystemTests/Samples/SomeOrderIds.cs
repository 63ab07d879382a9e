namespace Commands.Streams.SystemTests.Samples;

/// <summary>Order ids that no other test uses: all tests share the sample's topics.</summary>
internal static class SomeOrderIds
{
    private const int BitsOfRange = 20;

    /// <summary>The first of about a million ids.</summary>
    public static long Range() => Random.Shared.NextInt64(1, 1L << 40) << BitsOfRange;

    /// <summary>An id whose big-endian bytes are all letters.</summary>
    public static long WithAsciiBytes()
    {
        long id = 0;
        for (var i = 0; i < sizeof(long); i++)
        {
            id = (id << 8) | (long)Random.Shared.Next('a', 'z' + 1);
        }

        return id;
    }
}
