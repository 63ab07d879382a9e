using System.Buffers.Binary;
using System.Security.Cryptography;
using Commands.Streams.Advanced;
using Commands.Streams.Interop;
using Commands.Streams.Processors;
using Commands.Streams.Records;

namespace Commands.Streams.Subscribing.Deduplicating;

/// <summary>
/// What two records have in common if they are the same command: the key and the id, both as the bytes that were read. The key belongs to it because it
/// decides the partition: commands with other keys are usually handled by other tasks, which do not know the id.
/// </summary>
internal static class CommandIdentity
{
    /// <summary>A longer key is represented by its hash, so that an entry is small whatever the key is.</summary>
    private const int MaxKeyBytes = 1024;

    private const byte NoKey = 0;
    private const byte WholeKey = 1;
    private const byte HashedKey = 2;

    /// <summary>Returns the identity of the command that is being processed; null if it has no id.</summary>
    public static byte[]? Of(ProcessorContext context, Headers headers)
    {
        if (headers.Count == 0 || HeadersExtensions.CommandIdBytes(headers) is not { Length: > 0 and <= CommandId.MaxLength } id)
        {
            return null;
        }

        var (kind, key) = context.GetKeyAsRead() switch
        {
            null => (NoKey, []),
            { Length: > MaxKeyBytes } bytes => (HashedKey, SHA256.HashData(bytes)),
            var bytes => (WholeKey, bytes),
        };
        var identity = new byte[1 + sizeof(ushort) + key.Length + id.Length];
        identity[0] = kind;
        BinaryPrimitives.WriteUInt16BigEndian(identity.AsSpan(1), (ushort)key.Length);
        key.CopyTo(identity.AsSpan(1 + sizeof(ushort)));
        id.CopyTo(identity.AsSpan(1 + sizeof(ushort) + key.Length));
        return identity;
    }
}
