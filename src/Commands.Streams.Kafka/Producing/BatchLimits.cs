namespace Commands.Streams.Kafka.Producing;

/// <summary>
/// What the topics that are written to take at most, as far as it was learned. librdkafka has one size of batches for all topics of a producer, and a topic
/// with a smaller <c>max.message.bytes</c> refuses a batch although each of its records is small. So a producer that meets that is replaced, and the next one
/// keeps its batches below the smallest limit known. Shared by the producers of a client. Thread-safe.
/// </summary>
internal sealed class BatchLimits
{
    private const int LeastBytes = 1_024;

    // What is tried first if a topic does not say.
    private const int UsualBytes = 65_536;

    private int _smallest = int.MaxValue;

    /// <summary>The smallest limit known; the largest number if none is.</summary>
    public int Smallest => Volatile.Read(ref _smallest);

    /// <summary>A topic takes no more than this.</summary>
    public void Learn(int limit)
    {
        limit = Math.Max(limit, LeastBytes);
        for (var known = Smallest; limit < known; known = Smallest)
        {
            if (Interlocked.CompareExchange(ref _smallest, limit, known) == known)
            {
                return;
            }
        }
    }

    /// <summary>
    /// Whether it was the batch that was refused as too large and not the record alone; then smaller batches are made from now on.
    /// </summary>
    /// <param name="recordBytes">The size of the record.</param>
    /// <param name="topicLimit">The topic's limit, if it is known.</param>
    /// <param name="batchBytes">The size that batches of the producer had at most.</param>
    public bool IsBatch(int recordBytes, int? topicLimit, int batchBytes)
    {
        var limit = topicLimit ?? Math.Max(Math.Min(batchBytes / 4, UsualBytes), LeastBytes);
        if (batchBytes <= limit || recordBytes > limit)
        {
            return false;
        }

        Learn(limit);
        return true;
    }
}
