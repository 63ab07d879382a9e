using Commands.Streams.Interop;

namespace Commands.Streams.Messaging;

/// <summary>What the library itself says in a command's headers, in bytes; null is not said.</summary>
internal ref struct CommandEnvelope
{
    public required CommandProfile Profile;
    public required byte[] CorrelationId;
    public required byte[] CommandId;
    public byte[]? Type;
    public byte[]? ReplyTopic;
    public byte[]? ReplyPartition;
    public byte[]? Deadline;
    public byte[]? Timeout;
}
