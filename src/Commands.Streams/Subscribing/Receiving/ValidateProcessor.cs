using Commands.Streams.Processors;

namespace Commands.Streams.Subscribing.Receiving;

/// <summary>
/// Refuses commands that the subscriber's validation finds invalid. If the validation throws, the command's first attempt fails, as if its handler
/// had thrown. Commands that are finished already are answered without it.
/// </summary>
internal sealed class ValidateProcessor<TKey, TCommand>(SubscriptionSettings<TKey, TCommand> settings)
    : ContextualFixedKeyProcessor<TKey, ReceivedCommand<TKey, TCommand>, ReceivedCommand<TKey, TCommand>>
{
    public override void Process(in FixedKeyRecord<TKey, ReceivedCommand<TKey, TCommand>> record) =>
        Context.Forward(record.Value is { Refusal: null } received && !received.IsFinished() ? record.WithValue(settings.Check(received)) : record);
}
