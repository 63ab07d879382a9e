namespace Commands.Streams.Serialization;

/// <summary>Checks that data has the fixed size of its type.</summary>
internal static class FixedSizeData
{
    public static void ThrowIfNot(int size, ReadOnlySpan<byte> data, string type)
    {
        if (data.Length != size)
        {
            throw new FormatException($"{type} needs {size} {(size == 1 ? "byte" : "bytes")}, but the data has {data.Length}.");
        }
    }
}
