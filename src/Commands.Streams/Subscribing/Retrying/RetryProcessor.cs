using Commands.Streams.Processors;

namespace Commands.Streams.Subscribing.Retrying;

/// <summary>
/// Lets those commands through that are to be tried later, with the headers that say when and how often they were tried, and keeps account of the
/// keys that are held.
/// </summary>
internal sealed class RetryProcessor<TKey, TResponse>(RetryTopics topics, string name) : ContextualFixedKeyProcessor<TKey, CommandResult<TResponse>, RetryStep>
{
    private HeldKeys<TKey>? _held;

    public override void Init(FixedKeyProcessorContext<TKey, RetryStep> context)
    {
        base.Init(context);
        _held = topics.IsStrict ? topics.HeldKeysOf<TKey>(context, name) : null;
    }

    public override void Process(in FixedKeyRecord<TKey, CommandResult<TResponse>> record)
    {
        var source = Context.RecordContext;
        var offset = topics.OriginOf(source).Offset;
        if (_held is not null && topics.LevelOf(source.Topic) > 0)
        {
            _held.Remove(record.Key, offset);
        }

        if (record.Value.Later is { Level: > 0 } step)
        {
            _held?.Add(record.Key, step.Level, offset);
            Context.Forward(record.WithValue(step).WithHeaders(topics.HeadersFor(source, record.Value.Attempt, step)));
        }
    }
}
