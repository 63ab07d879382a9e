using Commands.Streams.Processors;

namespace Commands.Streams.Subscribing.Deduplicating;

/// <summary>
/// Gives each command with an id the means to find out whether it is finished already. It is asked when the command's turn comes, so that a duplicate waits
/// for an earlier command with its id, which has the same key and therefore the same lane.
/// </summary>
internal sealed class DeduplicateProcessor<TKey, TCommand>(Deduplication deduplication)
    : ContextualFixedKeyProcessor<TKey, ReceivedCommand<TKey, TCommand>, ReceivedCommand<TKey, TCommand>>
{
    private FinishedCommands _finished = null!;

    public override void Init(FixedKeyProcessorContext<TKey, ReceivedCommand<TKey, TCommand>> context)
    {
        base.Init(context);
        _finished = new FinishedCommands(deduplication, context);
    }

    public override void Process(in FixedKeyRecord<TKey, ReceivedCommand<TKey, TCommand>> record)
    {
        var received = record.Value;
        Context.Forward(received.Refusal is null && CommandIdentity.Of(Context, received.Command.Headers) is { } identity
            ? record.WithValue(received.With(new CommandLookup(_finished, identity)))
            : record);
    }
}
