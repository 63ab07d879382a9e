using System.ComponentModel;
using Commands.Streams.Records;

namespace Commands.Streams.Clients;

/// <summary>
/// Reads partitions without a consumer group, each from an offset that its owner chooses. No method waits for the cluster, and no thread or callback
/// runs between calls. Every partition has its own queue, which the client prefetches into up to a bound. Used by one thread. Every method may throw
/// <see cref="Errors.ClientException"/> for an error that does not pass by itself; transient errors are logged, and reading continues.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRecordReader : IDisposable
{
    /// <summary>
    /// Starts reading a partition. If it is being read already, reading continues at the offset instead, and queued records are discarded. A partition
    /// that does not exist yet is read as soon as it does.
    /// </summary>
    /// <param name="partition">The partition.</param>
    /// <param name="offset">
    /// The first offset to read, 0 or more, or <see cref="Offsets.Beginning"/>. A number is read sooner: on Kafka, the beginning is asked for only after
    /// half a second if the partition's leader is not known yet.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The offset is another negative number.</exception>
    void Add(TopicPartition partition, long offset);

    /// <summary>Stops reading a partition and discards its queued records. Does nothing if the partition is not being read.</summary>
    /// <param name="partition">The partition.</param>
    void Remove(TopicPartition partition);

    /// <summary>
    /// Serves the client without waiting: errors, logs, and positions that are not in the log, for which it calls
    /// <see cref="RecordReaderSettings.OnPositionLost"/>. Call it often, even if there are no records.
    /// </summary>
    void Poll();

    /// <summary>Takes records that have already been fetched, without waiting.</summary>
    /// <param name="partition">A partition that is being read.</param>
    /// <param name="maxRecords">The largest number of records to take, 1 or more.</param>
    /// <returns>A batch that the caller disposes, or <see langword="null"/> if there are no records.</returns>
    /// <exception cref="InvalidOperationException">The partition is not being read.</exception>
    RecordBatch? Take(TopicPartition partition, int maxRecords);

    /// <summary>
    /// Returns the offset after all records that <see cref="Take"/> has returned and after everything that the client has skipped behind them, as
    /// <see cref="IStreamConsumer.Position"/> does: transaction markers, records of aborted transactions, and records removed by compaction. At the
    /// end of the log, this is the end that <see cref="ITopicAdmin.GetOffsetsAsync"/> returns for the same isolation. Skipped offsets are known once a
    /// call of <see cref="Take"/> finds no record after them.
    /// </summary>
    /// <param name="partition">A partition that is being read.</param>
    /// <returns>The offset, or <see cref="Offsets.Unknown"/> if it is not known yet.</returns>
    /// <exception cref="InvalidOperationException">The partition is not being read.</exception>
    long Position(TopicPartition partition);
}
