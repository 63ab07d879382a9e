using Commands.Streams.Processors;

namespace Commands.Streams.Subscribing.Receiving;

/// <summary>Refuses commands that the subscriber's own rules find wrong. Rules that throw fail the command's first try, as its handler would.</summary>
internal sealed class ValidateProcessor<TKey, TCommand>(SubscriptionSettings<TKey, TCommand> settings)
    : ContextualFixedKeyProcessor<TKey, ReceivedCommand<TKey, TCommand>, ReceivedCommand<TKey, TCommand>>
{
    public override void Process(in FixedKeyRecord<TKey, ReceivedCommand<TKey, TCommand>> record) =>
        Context.Forward(record.Value.Refusal is null ? record.WithValue(settings.Check(record.Value)) : record);
}
