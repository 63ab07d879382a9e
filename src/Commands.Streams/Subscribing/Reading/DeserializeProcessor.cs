using Commands.Streams.Processors;
using Commands.Streams.Records;

namespace Commands.Streams.Subscribing.Reading;

/// <summary>Forwards the commands that could be read.</summary>
internal sealed class DeserializeProcessor<TKey, TCommand>(bool allowsNull) : ContextualProcessor<Readable<TKey>?, Readable<TCommand>?, TKey, TCommand>
{
    public override void Process(in Record<Readable<TKey>?, Readable<TCommand>?> record)
    {
        if (Readable<TKey>.TryTake(record.Key, out var key) && Readable<TCommand>.IsUsable(record.Value, allowsNull))
        {
            Context.Forward(new Record<TKey, TCommand>(key, record.Value.GetValueOrDefault().Value, record.Timestamp, record.Headers));
        }
    }
}
