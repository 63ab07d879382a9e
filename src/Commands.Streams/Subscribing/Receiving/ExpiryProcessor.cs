using Commands.Streams.Processors;

namespace Commands.Streams.Subscribing.Receiving;

/// <summary>
/// Determines each command's deadline, and refuses commands that are already expired. Those that expire later, in their lane, are refused there.
/// </summary>
internal sealed class ExpiryProcessor<TKey, TCommand>(Expiry expiry)
    : ContextualFixedKeyProcessor<TKey, ReceivedCommand<TKey, TCommand>, ReceivedCommand<TKey, TCommand>>
{
    public override void Process(in FixedKeyRecord<TKey, ReceivedCommand<TKey, TCommand>> record)
    {
        var deadline = record.Headers.Count == 0 ? 0 : expiry.DeadlineOf(record.Headers, record.Timestamp);
        if (deadline == 0)
        {
            Context.Forward(in record);
            return;
        }

        var received = record.Value.Until(deadline);
        Context.Forward(record.WithValue(received.Refusal is null && received.IsExpired() ? expiry.Refuse(in received) : received));
    }
}
