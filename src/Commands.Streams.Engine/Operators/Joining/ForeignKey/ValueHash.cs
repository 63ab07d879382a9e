using System.Buffers;
using System.Buffers.Binary;

namespace Commands.Streams.Operators.Joining.ForeignKey;

/// <summary>The hash of a left row's value, by which an answer to an earlier value is told from one to the present value; none if there is no row.</summary>
/// <param name="HasValue">True if there is a row.</param>
/// <param name="High">The first eight bytes.</param>
/// <param name="Low">The last eight bytes.</param>
internal readonly record struct ValueHash(bool HasValue, long High, long Low)
{
    public const int Length = 2 * sizeof(long);

    private const byte NoHash = 0x80;
    private const byte VersionMask = 0x7F;

    /// <summary>Writes the byte that begins messages: the version of the format, and whether there is a hash.</summary>
    public void WriteVersion(byte version, IBufferWriter<byte> destination)
    {
        destination.GetSpan(1)[0] = HasValue ? version : (byte)(version | NoHash);
        destination.Advance(1);
    }

    /// <summary>Writes the hash if there is one.</summary>
    public void Write(IBufferWriter<byte> destination)
    {
        if (HasValue)
        {
            var bytes = destination.GetSpan(Length);
            BinaryPrimitives.WriteInt64BigEndian(bytes, High);
            BinaryPrimitives.WriteInt64BigEndian(bytes[sizeof(long)..], Low);
            destination.Advance(Length);
        }
    }

    /// <summary>Reads the byte that begins messages.</summary>
    /// <returns>True if a hash follows.</returns>
    /// <exception cref="FormatException">The version is not known.</exception>
    public static bool ReadVersion(ref ReadOnlySpan<byte> data, byte newest)
    {
        if (data.IsEmpty || (data[0] & VersionMask) > newest)
        {
            throw new FormatException($"A message of a foreign-key join has no version, or one newer than {newest}.");
        }

        var hasHash = (data[0] & NoHash) == 0;
        data = data[1..];
        return hasHash;
    }

    /// <summary>Reads the hash if there is one.</summary>
    public static ValueHash Read(bool hasHash, ref ReadOnlySpan<byte> data)
    {
        if (!hasHash)
        {
            return default;
        }

        if (data.Length < Length)
        {
            throw new FormatException("A message of a foreign-key join ends within its hash.");
        }

        var hash = new ValueHash(true, BinaryPrimitives.ReadInt64BigEndian(data), BinaryPrimitives.ReadInt64BigEndian(data[sizeof(long)..]));
        data = data[Length..];
        return hash;
    }
}
