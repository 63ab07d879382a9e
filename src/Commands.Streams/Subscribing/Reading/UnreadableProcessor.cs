using Commands.Streams.Interop;
using Commands.Streams.Messaging;
using Commands.Streams.Processors;
using Commands.Streams.Serialization;

namespace Commands.Streams.Subscribing.Reading;

/// <summary>Creates dead letters for commands that could not be read, and responses for those whose issuer can match the response to the command.</summary>
internal sealed class UnreadableProcessor<TKey, TCommand, TResponse>(
    string topic, bool allowsNull, ReplyTopics? replyTopics, OwnHeaderNames? headerNames)
    : ContextualFixedKeyProcessor<Readable<TKey>?, Readable<TCommand>?, CommandResult<TResponse>>
{
    public override void Process(in FixedKeyRecord<Readable<TKey>?, Readable<TCommand>?> record)
    {
        if (!Readable<TKey>.IsUsable(record.Key))
        {
            Refuse(in record, Describe(record.Key, RecordComponent.Key));
        }
        else if (!Readable<TCommand>.IsUsable(record.Value, allowsNull))
        {
            Refuse(in record, Describe(record.Value, RecordComponent.Value));
        }
    }

    private Exception Describe<T>(in Readable<T>? item, RecordComponent component) => item?.Failure ?? new CommandRejectedException(
        CommandErrors.Invalid, component == RecordComponent.Key
            ? $"The command of topic '{topic}' has no key, and a {typeof(T).Name} cannot be null."
            : Absence.Of(topic).Message);

    private void Refuse(in FixedKeyRecord<Readable<TKey>?, Readable<TCommand>?> record, Exception exception)
    {
        var address = default(ReplyAddress);
        var headers = headerNames?.Translate(record.Headers) ?? record.Headers;
        if (headers.GetCorrelationId() is not null)
        {
            replyTopics?.Find(headers, out address);
        }

        var error = new CommandError(
            exception is CommandRejectedException rejected ? rejected.Code : CommandErrors.Invalid,
            $"The command could not be read: {exception.Message}");
        Context.Forward(record.WithValue(CommandResult<TResponse>.Rejected(address, 1, error, exception)));
    }
}
