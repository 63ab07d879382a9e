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

    /// <summary>What was flushed is committed.</summary>
    public void OnCommitted()
    {
        Staged.Apply(NextMetadata.Span);
        NextMetadata = default;
    }

    /// <summary>Called once the back end holds what the changelog holds: what the layers above it know of its content is learned again.</summary>
    public void OnRestored() => Staged.OnRestored();
}
