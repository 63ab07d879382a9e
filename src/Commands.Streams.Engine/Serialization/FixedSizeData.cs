namespace Commands.Streams.Serialization;

/// <summary>Refuses data of another size than a type has.</summary>
internal static class FixedSizeData
{
    public static void ThrowIfNot(int size, ReadOnlySpan<byte> data, string type)
    {
        if (data.Length != size)
        {
            throw new FormatException($"{type} takes {size} {(size == 1 ? "byte" : "bytes")}, but the data has {data.Length}.");
        }
    }
}
