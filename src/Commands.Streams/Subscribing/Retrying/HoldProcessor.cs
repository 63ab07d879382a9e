using Commands.Streams.Advanced;
using Commands.Streams.Processors;

namespace Commands.Streams.Subscribing.Retrying;

/// <summary>
/// Gives each command the keys that are held, to be asked when its turn comes; by then another of its key may have gone to a retry topic. Before the first
/// command it learns from the retry topics which those are.
/// </summary>
internal sealed class HoldProcessor<TKey, TCommand, TReadKey>(RetryTopics topics, string name, KeyReader<TReadKey, TKey> readKey)
    : ContextualFixedKeyProcessor<TKey, ReceivedCommand<TKey, TCommand>, ReceivedCommand<TKey, TCommand>>
{
    private HeldKeys<TKey> _held = null!;

    public override void Init(FixedKeyProcessorContext<TKey, ReceivedCommand<TKey, TCommand>> context)
    {
        base.Init(context);
        _held = topics.HeldKeysOf<TKey>(context, name);
        foreach (var topic in topics.InCluster(context.ApplicationId))
        {
            var level = topics.LevelOf(topic);
            context.ScanBacklog<TReadKey>(topic, pending =>
            {
                if (readKey(pending.Key, out var key))
                {
                    _held.Add(key, level, RetryTopics.OffsetOf(pending.Headers), pending.ValueHash);
                }
            });
        }
    }

    public override void Process(in FixedKeyRecord<TKey, ReceivedCommand<TKey, TCommand>> record)
    {
        if (record.Value.Level == 0 && !_held.IsEmpty)
        {
            _held.DropForgery(record.Key, record.Value.Command.Offset, Context.GetValueHash());
        }

        Context.Forward(record.WithValue(record.Value.With(_held)));
    }
}

/// <summary>Gives a key as handlers get it.</summary>
/// <returns>False if it cannot be read.</returns>
internal delegate bool KeyReader<TReadKey, TKey>(TReadKey read, out TKey key);
