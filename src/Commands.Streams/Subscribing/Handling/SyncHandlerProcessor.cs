using System.Diagnostics;
using Commands.Streams.Processors;
using Commands.Streams.Subscribing.Deduplicating;
using Commands.Streams.Telemetry;

namespace Commands.Streams.Subscribing.Handling;

/// <summary>Runs a synchronous handler once, and makes the answer.</summary>
internal sealed class SyncHandlerProcessor<TKey, TCommand, TResponse>(
    SubscriptionSettings<TKey, TCommand> settings, Func<Command<TKey, TCommand>, TResponse> handler)
    : ContextualFixedKeyProcessor<TKey, ReceivedCommand<TKey, TCommand>, CommandResult<TResponse>>
{
    public override void Process(in FixedKeyRecord<TKey, ReceivedCommand<TKey, TCommand>> record) =>
        Context.Forward(record.WithValue(CommandTelemetry.IsProcessingObserved ? HandleObserved(record.Value) : Handle(record.Value)));

    private CommandResult<TResponse> HandleObserved(in ReceivedCommand<TKey, TCommand> received)
    {
        var before = Activity.Current;
        var operation = ProcessOperation.Start(received.Command.Topic ?? settings.Commands.Topic, in received);
        try
        {
            var answer = Handle(in received);
            operation.End(answer.Status, answer.Error?.Code);
            return answer.In(operation.Activity);
        }
        catch (Exception exception)
        {
            operation.Fail(exception);
            throw;
        }
        finally
        {
            Activity.Current = before;
        }
    }

    private CommandResult<TResponse> Handle(in ReceivedCommand<TKey, TCommand> received)
    {
        if (settings.TryReplay(in received, out CommandResult<TResponse> replayed))
        {
            return replayed;
        }

        if (received.Refusal is { } refusal)
        {
            return CommandResult<TResponse>.Rejected(received.Address, received.Command.Attempt, refusal);
        }

        if (received.Follow() is { } step)
        {
            return CommandResult<TResponse>.NotYet(received.Command.Attempt, step);
        }

        if (received.Failure is { } failure)
        {
            return settings.ResultOf<TKey, TCommand, TResponse>(in received, failure);
        }

        try
        {
            return CommandResult<TResponse>.Completed(received.Address, received.Command.Attempt, handler(received.Command));
        }
        catch (Exception exception)
        {
            return settings.ResultOf<TKey, TCommand, TResponse>(in received, exception);
        }
    }
}
