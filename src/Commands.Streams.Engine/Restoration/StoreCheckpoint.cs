using System.Buffers.Binary;

namespace Commands.Streams.Restoration;

/// <summary>
/// Up to where a store's back end holds its changelog. It is written together with the content, as the back end's metadata, so a crash cannot separate them.
/// The content may be ahead of it, which is harmless, because reading a changelog record again changes nothing.
/// </summary>
/// <param name="Offset">The first changelog offset that need not be in the store.</param>
/// <param name="Topic">The id of the changelog topic; empty if the cluster has no ids.</param>
internal readonly record struct StoreCheckpoint(long Offset, Guid Topic)
{
    /// <summary>The length of the encoded form: a version, the offset in big-endian order, and the topic's id.</summary>
    public const int Length = 1 + sizeof(long) + 16;

    private const byte Version = 1;

    /// <summary>Reads a checkpoint.</summary>
    /// <param name="metadata">The metadata of a back end; null if it has none.</param>
    /// <returns>The checkpoint; null if there is none that this version can read, so that the store has to be restored from the beginning.</returns>
    public static StoreCheckpoint? Decode(ReadOnlySpan<byte> metadata) => metadata.Length == Length && metadata[0] == Version
        ? new StoreCheckpoint(BinaryPrimitives.ReadInt64BigEndian(metadata[1..]), new Guid(metadata[(1 + sizeof(long))..], bigEndian: true))
        : null;

    /// <summary>Writes the checkpoint.</summary>
    /// <param name="destination">At least <see cref="Length"/> bytes.</param>
    public void Encode(Span<byte> destination)
    {
        destination[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(destination[1..], Offset);
        Topic.TryWriteBytes(destination[(1 + sizeof(long))..], bigEndian: true, out _);
    }
}
