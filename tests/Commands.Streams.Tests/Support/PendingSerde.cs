using System.Buffers;
using Commands.Streams.Serialization;

namespace Commands.Streams.Tests.Support;

/// <summary>Text that cannot be written, or read, until the test says so.</summary>
internal sealed class PendingSerde : ISerde<string>
{
    public TaskCompletionSource Ready { get; } = new();

    public TaskCompletionSource ReadyToRead { get; } = new();

    public void Serialize(string value, IBufferWriter<byte> destination, in SerializationContext context)
    {
        if (!Ready.Task.IsCompletedSuccessfully)
        {
            throw new SerdeNotReadyException(Ready.Task, "It is held back by a test.");
        }

        Serdes.String.Serialize(value, destination, in context);
    }

    public string Deserialize(ReadOnlySpan<byte> data, in SerializationContext context) => ReadyToRead.Task.IsCompletedSuccessfully
        ? Serdes.String.Deserialize(data, in context)
        : throw new SerdeNotReadyException(ReadyToRead.Task, "It is held back by a test.");
}
