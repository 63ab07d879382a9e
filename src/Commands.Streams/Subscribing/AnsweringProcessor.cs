using Commands.Streams.Processing;

namespace Commands.Streams.Subscribing;

/// <summary>Runs a synchronous handler once, and makes the answer.</summary>
internal sealed class AnsweringProcessor<TKey, TCommand, TResponse>(
    SubscriptionSettings<TKey, TCommand> settings, Func<Command<TKey, TCommand>, TResponse> handler)
    : IFixedKeyProcessor<TKey, ReceivedCommand<TKey, TCommand>, Answer<TResponse>>
{
    private IFixedKeyProcessorContext<TKey, Answer<TResponse>> _context = null!;

    public void Init(IFixedKeyProcessorContext<TKey, Answer<TResponse>> context) => _context = context;

    public void Process(in FixedKeyRecord<TKey, ReceivedCommand<TKey, TCommand>> record) => _context.Forward(record.WithValue(Handle(record.Value)));

    private Answer<TResponse> Handle(in ReceivedCommand<TKey, TCommand> received)
    {
        if (received.Refusal is { } refusal)
        {
            return Answer<TResponse>.Rejected(received.Address, received.Command.Attempt, refusal);
        }

        try
        {
            return Answer<TResponse>.Completed(received.Address, received.Command.Attempt, handler(received.Command));
        }
        catch (Exception exception)
        {
            return settings.Answer<TKey, TCommand, TResponse>(in received, exception);
        }
    }
}
