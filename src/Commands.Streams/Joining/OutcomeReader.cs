using Commands.Streams.Records;
using Commands.Streams.Serialization;

namespace Commands.Streams.Joining;

/// <summary>Says what a response means for its command. A response that cannot be read is an outcome too; one that cannot be read yet is not.</summary>
internal sealed class OutcomeReader<TResponse>(string topic, IDeserializer<TResponse> deserializer)
{
    private static readonly CommandOutcome<TResponse> Unreadable = new CommandOutcome<TResponse>.Unknown(UnknownReason.ResponseUnreadable);

    public CommandOutcome<TResponse> Read(Headers headers, byte[]? payload) => headers.GetCommandStatus() switch
    {
        CommandStatus.Completed => ReadCompleted(headers, payload),
        CommandStatus.Rejected => new CommandOutcome<TResponse>.Rejected(
            headers.GetCommandError() ?? string.Empty, headers.GetCommandErrorMessage() ?? string.Empty),
        CommandStatus.Failed => new CommandOutcome<TResponse>.Failed(
            headers.GetCommandError() ?? string.Empty, headers.GetCommandErrorMessage() ?? string.Empty, headers.IsCommandRetryable()),
        _ => Unreadable,
    };

    private CommandOutcome<TResponse> ReadCompleted(Headers headers, byte[]? payload)
    {
        if (payload is null)
        {
            return default(TResponse) is null ? new CommandOutcome<TResponse>.Completed(default!) : Unreadable;
        }

        try
        {
            return new CommandOutcome<TResponse>.Completed(
                deserializer.Deserialize(payload, new SerializationContext(topic, RecordComponent.Value, headers)));
        }
        catch (Exception exception) when (exception is not SerdeNotReadyException)
        {
            return Unreadable;
        }
    }
}
