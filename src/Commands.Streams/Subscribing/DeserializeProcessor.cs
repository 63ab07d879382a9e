using Commands.Streams.Processing;
using Commands.Streams.Records;

namespace Commands.Streams.Subscribing;

/// <summary>Lets those commands through that could be read.</summary>
internal sealed class DeserializeProcessor<TKey, TCommand> : IProcessor<Readable<TKey>?, Readable<TCommand>?, TKey, TCommand>
{
    private IProcessorContext<TKey, TCommand> _context = null!;

    public void Init(IProcessorContext<TKey, TCommand> context) => _context = context;

    public void Process(in Record<Readable<TKey>?, Readable<TCommand>?> record)
    {
        if (Readable<TKey>.IsUsable(record.Key) && Readable<TCommand>.IsUsable(record.Value))
        {
            _context.Forward(new Record<TKey, TCommand>(
                record.Key.GetValueOrDefault().Value, record.Value.GetValueOrDefault().Value, record.Timestamp, record.Headers));
        }
    }
}
