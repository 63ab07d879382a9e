using Commands.Streams.Interop;

namespace Commands.Streams.Messaging;

/// <summary>The library's own headers of a command, as bytes; null for a header that is not written.</summary>
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
