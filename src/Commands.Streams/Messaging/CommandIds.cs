using System.Text;

namespace Commands.Streams.Messaging;

/// <summary>A command's id as the bytes of its header.</summary>
internal static class CommandIds
{
    /// <summary>Returns the given id's bytes, or the correlation id as text; a printable correlation id is reused without a copy.</summary>
    public static byte[] Bytes(CommandId? commandId, byte[] correlationId) =>
        commandId is { } given ? Encoding.UTF8.GetBytes(given.Text)
        : correlationId.AsSpan().ContainsAnyExceptInRange((byte)'!', (byte)'~') ? Encoding.UTF8.GetBytes(Convert.ToHexStringLower(correlationId))
        : correlationId;
}
