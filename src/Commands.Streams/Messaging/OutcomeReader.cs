using Commands.Streams.Interop;
using Commands.Streams.Records;
using Commands.Streams.Serialization;

namespace Commands.Streams.Messaging;

/// <summary>
/// Maps a response to the outcome of its command. A response that cannot be read is an outcome as well, with its bytes; the only exception thrown is
/// that the serde is not ready yet.
/// </summary>
internal sealed class OutcomeReader<TResponse>(string topic, IDeserializer<TResponse> deserializer)
{
    public CommandOutcome<TResponse> Read(Headers headers, byte[]? payload) => Read(headers, payload is not null, payload);

    public CommandOutcome<TResponse> Read(Headers headers, bool hasPayload, ReadOnlySpan<byte> payload) => headers.GetCommandStatus() switch
    {
        CommandStatus.Completed => ReadCompleted(headers, hasPayload, payload),
        CommandStatus.Rejected => new CommandOutcome<TResponse>.Rejected(
            headers.GetCommandError() ?? string.Empty, headers.GetCommandErrorMessage() ?? string.Empty),
        CommandStatus.Failed => new CommandOutcome<TResponse>.Failed(
            headers.GetCommandError() ?? string.Empty, headers.GetCommandErrorMessage() ?? string.Empty, headers.IsCommandRetryable()),
        _ => Unreadable(hasPayload, payload),
    };

    private static CommandOutcome<TResponse>.Unknown Unreadable(bool hasPayload, ReadOnlySpan<byte> payload) =>
        new(UnknownReason.ResponseUnreadable) { Response = hasPayload ? payload.ToArray() : default(ReadOnlyMemory<byte>?) };

    private CommandOutcome<TResponse> ReadCompleted(Headers headers, bool hasPayload, ReadOnlySpan<byte> payload)
    {
        if (!hasPayload)
        {
            return default(TResponse) is null ? new CommandOutcome<TResponse>.Completed(default!) : Unreadable(hasPayload, payload);
        }

        try
        {
            return new CommandOutcome<TResponse>.Completed(
                deserializer.Deserialize(payload, new SerializationContext(topic, RecordComponent.Value, headers)));
        }
        catch (Exception exception) when (exception is not SerdeNotReadyException)
        {
            return Unreadable(hasPayload, payload);
        }
    }
}
