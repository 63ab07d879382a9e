using Commands.Streams.Messaging;
using Commands.Streams.Processors;
using Commands.Streams.Subscribing.Reading;
using Commands.Streams.Subscribing.Retrying;

namespace Commands.Streams.Subscribing.Receiving;

/// <summary>Creates a command from each record, and determines where its response goes. Without reply topics there are no responses.</summary>
internal sealed class ReceiveProcessor<TKey, TCommand>(CommandStream<TKey, TCommand> stream, ReplyTopics? replyTopics, RetryTopics? retryTopics)
    : ContextualFixedKeyProcessor<TKey, TCommand, ReceivedCommand<TKey, TCommand>>
{
    private readonly OwnHeaderNames? _names = OwnHeaderNames.Of(stream.Profile);
    private TaskInfo _source = null!;

    public override void Init(FixedKeyProcessorContext<TKey, ReceivedCommand<TKey, TCommand>> context)
    {
        base.Init(context);
        _source = new TaskInfo(context.ApplicationId, context.TimeProvider);
    }

    public override void Process(in FixedKeyRecord<TKey, TCommand> record)
    {
        var source = Context.RecordContext;
        var headers = record.Headers;
        if (_names is not null)
        {
            headers = _names.Translate(headers);
            source = source with { Headers = headers };
        }

        var command = new Command<TKey, TCommand>(record.Key, record.Value, source);
        var level = retryTopics?.LevelOf(source.Topic) ?? 0;
        if (level > 0)
        {
            command = command.At(RetryTopics.AttemptOf(record.Headers));
        }

        var address = default(ReplyAddress);
        var refusal = replyTopics?.Find(headers, out address);
        if (record.Value is null && !stream.AllowsNull)
        {
            refusal ??= Absence.Of(stream.Topic);
        }

        Context.Forward(record.WithValue(new ReceivedCommand<TKey, TCommand>(command, address, refusal, _source, level)));
    }
}
