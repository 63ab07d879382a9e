using Commands.Streams.Messaging;
using Commands.Streams.Processing;

namespace Commands.Streams.Subscribing;

/// <summary>Refuses commands that the subscriber's own rules find wrong.</summary>
internal sealed class ValidateProcessor<TKey, TCommand>(Func<Command<TKey, TCommand>, string?> validate)
    : IFixedKeyProcessor<TKey, ReceivedCommand<TKey, TCommand>, ReceivedCommand<TKey, TCommand>>
{
    private IFixedKeyProcessorContext<TKey, ReceivedCommand<TKey, TCommand>> _context = null!;

    public void Init(IFixedKeyProcessorContext<TKey, ReceivedCommand<TKey, TCommand>> context) => _context = context;

    public void Process(in FixedKeyRecord<TKey, ReceivedCommand<TKey, TCommand>> record)
    {
        var received = record.Value;
        if (received.Refusal is null && validate(received.Command) is { } problem)
        {
            _context.Forward(record.WithValue(received.Refuse(new CommandError(CommandErrors.Invalid, problem))));
            return;
        }

        _context.Forward(in record);
    }
}
