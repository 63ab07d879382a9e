using System.Text;

namespace Commands.Streams.Messaging;

/// <summary>A command's id as the bytes of its header.</summary>
internal static class CommandIds
{
    /// <summary>The bytes of the id given, or else of the text of the correlation id; if that is its bytes, they are shared.</summary>
    public static byte[] Bytes(CommandId? commandId, byte[] correlationId) =>
        commandId is { } given ? Encoding.UTF8.GetBytes(given.Text)
        : correlationId.AsSpan().ContainsAnyExceptInRange((byte)'!', (byte)'~') ? Encoding.UTF8.GetBytes(Convert.ToHexStringLower(correlationId))
        : correlationId;
}
