using Commands.Streams.Records;

namespace Commands.Streams.State;

/// <summary>
/// Is told of the restoration of state stores from their changelogs. Called on the workers' threads, between other work: return quickly. Exceptions are
/// logged and ignored.
/// </summary>
public interface IStateRestoreListener
{
    /// <summary>Called when it is known what has to be read for a store.</summary>
    /// <param name="changelog">The partition of the changelog topic.</param>
    /// <param name="store">The store's name.</param>
    /// <param name="startingOffset">The first offset to be read.</param>
    /// <param name="endingOffset">The offset at which restoration ends; equal to <paramref name="startingOffset"/> if nothing has to be read.</param>
    void OnRestoreStart(TopicPartition changelog, string store, long startingOffset, long endingOffset);

    /// <summary>Called after a part of the changelog has been read.</summary>
    /// <param name="changelog">The partition of the changelog topic.</param>
    /// <param name="store">The store's name.</param>
    /// <param name="batchEndOffset">The offset up to which the store has been restored.</param>
    /// <param name="restored">The number of records in this part.</param>
    void OnBatchRestored(TopicPartition changelog, string store, long batchEndOffset, long restored)
    {
    }

    /// <summary>Called when the store is complete.</summary>
    /// <param name="changelog">The partition of the changelog topic.</param>
    /// <param name="store">The store's name.</param>
    /// <param name="totalRestored">The number of records that have been read.</param>
    void OnRestoreEnd(TopicPartition changelog, string store, long totalRestored);

    /// <summary>Called when the partition is taken away before the store is complete.</summary>
    /// <param name="changelog">The partition of the changelog topic.</param>
    /// <param name="store">The store's name.</param>
    /// <param name="totalRestored">The number of records that have been read.</param>
    void OnRestoreSuspended(TopicPartition changelog, string store, long totalRestored)
    {
    }
}
