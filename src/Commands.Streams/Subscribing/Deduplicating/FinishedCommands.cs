using Commands.Streams.Processors;
using Commands.Streams.State;

namespace Commands.Streams.Subscribing.Deduplicating;

/// <summary>
/// The finished commands of a task, in a window store: the time at which a command was finished, by the application's clock, is the start of its window.
/// The timestamps of commands are not used, because a single one from the future would end the retention of all others. Worker only.
/// </summary>
internal sealed class FinishedCommands(Deduplication deduplication, ProcessorContext context)
{
    private readonly IWindowStore<byte[], FinishedCommand> _store =
        context.GetStateStore<IWindowStore<byte[], FinishedCommand>>(deduplication.StoreName);

    private readonly TimeProvider _clock = context.TimeProvider;
    private readonly long _retention = (long)deduplication.Retention.TotalMilliseconds;

    private long Now => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Returns the command with an identity, if it was finished within the retention.</summary>
    public FinishedCommand? Find(byte[] identity)
    {
        foreach (var (_, finished) in _store.BackwardFetch(identity, Math.Max(Now - _retention + 1, 0), long.MaxValue))
        {
            return finished;
        }

        return null;
    }

    /// <summary>Remembers a command that has just been finished.</summary>
    public void Add(byte[] identity, FinishedCommand finished) => _store.Put(identity, finished, Math.Max(Now, 0));
}
