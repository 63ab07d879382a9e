using Commands.Streams.Interop;
using Commands.Streams.Processors;

namespace Commands.Streams.Subscribing.Responding;

/// <summary>
/// Reports each command that is about to be handled as accepted. Only to issuers that know this library's headers, because others would mistake it
/// for the response itself. Not repeated if a command is retried later.
/// </summary>
internal sealed class AcceptedProcessor<TKey, TCommand, TResponse>
    : ContextualFixedKeyProcessor<TKey, ReceivedCommand<TKey, TCommand>, CommandResult<TResponse>>
{
    public override void Process(in FixedKeyRecord<TKey, ReceivedCommand<TKey, TCommand>> record)
    {
        var received = record.Value;
        if (received is { Refusal: null, Failure: null, Level: 0 }
            && received.Command.CorrelationId is not null
            && record.Headers.Contains(CommandHeaders.CommandId)
            && !received.IsFinished())
        {
            Context.Forward(record.WithValue(CommandResult<TResponse>.Accepted(received.Address, received.Command.Attempt)));
        }
    }
}
