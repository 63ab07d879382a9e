namespace Commands.Streams.Messaging;

/// <summary>A response's status as the bytes of its header.</summary>
internal static class StatusText
{
    private static readonly byte[][] Texts = ["completed"u8.ToArray(), "rejected"u8.ToArray(), "failed"u8.ToArray(), "accepted"u8.ToArray()];

    private static readonly string[] Names = ["completed", "rejected", "failed", "accepted"];

    /// <summary>Returns the status as text.</summary>
    public static string ToText(CommandStatus status) => Names[(int)status];

    public static byte[] Encode(CommandStatus status) => Texts[(int)status];

    /// <summary>True if another response will follow.</summary>
    public static bool IsAccepted(ReadOnlySpan<byte> bytes) => bytes.SequenceEqual(Texts[(int)CommandStatus.Accepted]);

    /// <summary>Decodes a status. If it is missing, the responder knows no status and only responds to commands it has completed.</summary>
    public static CommandStatus? Decode(byte[]? bytes)
    {
        if (bytes is null)
        {
            return CommandStatus.Completed;
        }

        var index = Array.FindIndex(Texts, text => text.AsSpan().SequenceEqual(bytes));
        return index < 0 ? null : (CommandStatus)index;
    }
}
