using Commands.Streams.Processing;
using Commands.Streams.Records;

namespace Commands.Streams.Subscribing;

/// <summary>Runs a synchronous handler that gives nothing; forwards nothing.</summary>
internal sealed class HandlingProcessor<TKey, TCommand>(SubscriptionSettings<TKey, TCommand> settings, Action<Command<TKey, TCommand>> handler)
    : IProcessor<TKey, ReceivedCommand<TKey, TCommand>, TKey, TCommand>
{
    public void Process(in Record<TKey, ReceivedCommand<TKey, TCommand>> record)
    {
        var received = record.Value;
        try
        {
            handler(received.Command);
        }
        catch (Exception exception)
        {
            if (!settings.IsDone(in received, exception))
            {
                throw;
            }
        }
    }
}
