using Commands.Streams.State.Layouts;
using Commands.Streams.State.Staging;

namespace Commands.Streams.State.Windowing;

/// <summary>The sequence numbers that tell duplicates apart. They go on after a restart, because a number used again would replace an entry.</summary>
internal sealed class WindowSequence(StagedStore store)
{
    private readonly SequenceMark _mark = new();
    private int _last;
    private int _generation = -1;

    /// <summary>Returns the next number, which is stored first if need be.</summary>
    public int Next()
    {
        if (_generation != store.Generation)
        {
            // What was dropped may have been the mark.
            _generation = store.Generation;
            _mark.Reset();
            _last = store.TryGetUnlogged(SequenceMark.Key, out var value) ? SequenceMark.Read(value) : 0;
        }

        _last = (_last + 1) & int.MaxValue;
        if (_mark.MustMove(_last))
        {
            store.PutUnlogged(SequenceMark.Key, _mark.Value);
        }

        return _last;
    }
}
