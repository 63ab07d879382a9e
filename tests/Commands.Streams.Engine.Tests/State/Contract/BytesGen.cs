using CsCheck;

namespace Commands.Streams.Tests.State.Contract;

/// <summary>Keys and values on which stores stumble: one the beginning of another, the smallest and the largest byte, empty, equally long, long.</summary>
public static class BytesGen
{
    private static readonly byte[] Bytes = [0, 1, (byte)'a', 127, 128, 255];

    public static readonly Gen<byte[]> Key = Gen.Int[0, 5].Select(index => Bytes[index]).Array[0, 4];

    public static readonly Gen<byte[]> Value = Gen.Frequency(
        (20, Gen.Byte.Array[8]),
        (10, Gen.Byte.Array[0, 40]),
        (2, Gen.Byte.Array[200, 3_000]),
        (1, Gen.Int[60_000, 140_000].Select(length => Enumerable.Repeat((byte)length, length).ToArray())));

    public static readonly Gen<byte[]?> End = Gen.Select(Gen.Int[0, 4], Key).Select(it => it.Item1 == 0 ? null : it.Item2);
}
