using System.Buffers;
using Commands.Streams.Serialization;

namespace Commands.Streams.Subscribing.Responding;

/// <summary>Writes a result as the handler's response; its other parts become headers, topic and partition. Results are never read.</summary>
internal sealed class ResponseSerde<TResponse>(ISerde<TResponse> responseSerde)
    : ISerde<CommandResult<TResponse>>, IEnvelopeSerializer<CommandResult<TResponse>>
{
    public bool HasPayload(CommandResult<TResponse> value) =>
        value.Stored is { } stored ? stored.Value is not null : value.Status == CommandStatus.Completed && value.Response is not null;

    public void Serialize(CommandResult<TResponse> value, IBufferWriter<byte> destination, in SerializationContext context)
    {
        if (value.Stored is { Value: { } bytes })
        {
            destination.Write(bytes);
            return;
        }

        responseSerde.Serialize(value.Response!, destination, in context);
    }

    public CommandResult<TResponse> Deserialize(ReadOnlySpan<byte> data, in SerializationContext context) =>
        throw new NotSupportedException($"The response serde of topic '{context.Topic}' only writes. Read responses with the serdes of the response stream.");
}
