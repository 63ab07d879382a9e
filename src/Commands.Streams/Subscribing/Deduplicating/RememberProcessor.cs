using Commands.Streams.Messaging;
using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.Subscribing.Retrying;

namespace Commands.Streams.Subscribing.Deduplicating;

/// <summary>
/// Remembers each command whose handler has ended with a result, together with its response. This happens when the handler has ended, in the same step
/// that writes the response, because writes to a store hold back the commits of the task until their record is done.
/// </summary>
internal sealed class RememberProcessor<TKey, TResponse>(
    Deduplication deduplication, RetryTopics? retryTopics, OwnHeaderNames? headerNames, ResponseBytes<TKey, TResponse>? responses)
    : ContextualFixedKeyProcessor<TKey, CommandResult<TResponse>, CommandResult<TResponse>>
{
    private FinishedCommands _finished = null!;

    public override void Init(FixedKeyProcessorContext<TKey, CommandResult<TResponse>> context)
    {
        base.Init(context);
        _finished = new FinishedCommands(deduplication, context);
    }

    public override void Process(in FixedKeyRecord<TKey, CommandResult<TResponse>> record)
    {
        var result = record.Value;
        var headers = headerNames?.Translate(record.Headers) ?? record.Headers;
        if (!result.IsFinished || result.Stored is not null || CommandIdentity.Of(Context, headers) is not { } identity)
        {
            Context.Forward(in record);
            return;
        }

        var source = Context.RecordContext;
        var origin = retryTopics?.OriginOf(source) ?? source;
        var response = responses?.Store(record.Headers, in result, identity.Length + origin.Topic!.Length)
            ?? new StoredResponse(result.Status, null, Headers.Empty);
        _finished.Add(identity, new FinishedCommand(origin.Topic!, origin.Partition, origin.Offset, response));
        Context.Forward(record.WithValue(result.With(response)));
    }
}
