using Commands.Streams.State.Staging;

namespace Commands.Streams.State;

/// <summary>A store of one task: what processors use, and what the task does with it. Outlives the task's nodes. Worker only.</summary>
/// <param name="builder">What it was made from.</param>
/// <param name="store">What processors use.</param>
/// <param name="staged">What has been written and is not committed, above the back end.</param>
internal sealed class TaskStore(StoreBuilder builder, IStateStore store, StagedStore staged)
{
    public StoreBuilder Builder { get; } = builder;

    public string Name => Builder.Name;

    public IStateStore Store { get; } = store;

    public StagedStore Staged { get; } = staged;

    public ChangelogFormat Format => Staged.Format;

    /// <summary>
    /// What to write as the back end's metadata with the next commit; empty to keep the present ones.
    /// </summary>
    public ReadOnlyMemory<byte> NextMetadata { get; set; }

    /// <summary>What keeps the store's content in memory and writes it back with each commit; null for most stores. Set by the node that uses it.</summary>
    public IWriteBehind? WriteBehind { get; set; }

    /// <summary>True if anything was written that has not been flushed; otherwise false.</summary>
    public bool IsDirty => Staged.IsDirty || WriteBehind is { IsDirty: true };

    /// <summary>Sends what was written to the changelog and to the listener.</summary>
    public void Flush()
    {
        WriteBehind?.WriteBack();
        Staged.Flush();
    }

    /// <summary>What was flushed is committed.</summary>
    public void OnCommitted()
    {
        Staged.Apply(NextMetadata.Span);
        NextMetadata = default;
        WriteBehind?.OnCommitted();
    }

    /// <summary>Called once the back end holds what the changelog holds: what the layers above it know of its content is learned again.</summary>
    public void OnRestored() => Staged.OnRestored();
}
