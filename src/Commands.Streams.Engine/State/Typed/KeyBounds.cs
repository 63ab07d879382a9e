using Commands.Streams.Serialization;

namespace Commands.Streams.State.Typed;

/// <summary>Makes the ends of ranges of keys, which are not included in them.</summary>
internal static class KeyBounds
{
    /// <summary>Changes a key into the next larger one, so that a range that ends there contains the key.</summary>
    public static void MakeBehind(SerializationBuffer key)
    {
        key.GetSpan(1)[0] = 0;
        key.Advance(1);
    }

    /// <summary>Writes the smallest key that is larger than all keys with a prefix.</summary>
    /// <returns><see langword="true"/> if there is such a key; <see langword="false"/> if the range has no end.</returns>
    public static bool TryWriteEndOfPrefix(ReadOnlySpan<byte> prefix, SerializationBuffer destination)
    {
        var length = prefix.TrimEnd(byte.MaxValue).Length;
        if (length == 0)
        {
            return false;
        }

        prefix[..length].CopyTo(destination.GetSpan(length));
        destination.GetSpan(length)[length - 1]++;
        destination.Advance(length);
        return true;
    }
}
