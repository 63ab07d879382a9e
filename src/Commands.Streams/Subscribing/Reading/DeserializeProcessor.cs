using Commands.Streams.Processors;
using Commands.Streams.Records;

namespace Commands.Streams.Subscribing.Reading;

/// <summary>Lets those commands through that could be read.</summary>
internal sealed class DeserializeProcessor<TKey, TCommand>(bool allowsNull) : IProcessor<Readable<TKey>?, Readable<TCommand>?, TKey, TCommand>
{
    private IProcessorContext<TKey, TCommand> _context = null!;

    public void Init(IProcessorContext<TKey, TCommand> context) => _context = context;

    public void Process(in Record<Readable<TKey>?, Readable<TCommand>?> record)
    {
        if (Readable<TKey>.TryTake(record.Key, out var key) && Readable<TCommand>.IsUsable(record.Value, allowsNull))
        {
            _context.Forward(new Record<TKey, TCommand>(key, record.Value.GetValueOrDefault().Value, record.Timestamp, record.Headers));
        }
    }
}
