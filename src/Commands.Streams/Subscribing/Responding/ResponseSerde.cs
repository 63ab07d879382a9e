using System.Buffers;
using Commands.Streams.Serialization;

namespace Commands.Streams.Subscribing.Responding;

/// <summary>Writes an answer as the handler's result; the rest of it is headers, topic and partition. Answers are never read.</summary>
internal sealed class ResponseSerde<TResponse>(ISerde<TResponse> responseSerde)
    : ISerde<CommandResult<TResponse>>, IEnvelopeSerializer<CommandResult<TResponse>>
{
    public bool HasPayload(CommandResult<TResponse> value) => value.Status == CommandStatus.Completed && value.Response is not null;

    public void Serialize(CommandResult<TResponse> value, IBufferWriter<byte> destination, in SerializationContext context) =>
        responseSerde.Serialize(value.Response!, destination, in context);

    public CommandResult<TResponse> Deserialize(ReadOnlySpan<byte> data, in SerializationContext context) =>
        throw new NotSupportedException($"Answers of topic '{context.Topic}' are written only. Read the response stream itself.");
}
