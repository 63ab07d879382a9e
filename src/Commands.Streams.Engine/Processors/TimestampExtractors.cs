namespace Commands.Streams.Processors;

/// <summary>The timestamp extractors that come with the library.</summary>
public static class TimestampExtractors
{
    /// <summary>The log's timestamp; a record with a negative one goes to the deserialization exception handler. The default.</summary>
    public static ITimestampExtractor FailOnInvalidTimestamp { get; } = new FailOnInvalid();

    /// <summary>The log's timestamp; a record with a negative one is dropped and counted.</summary>
    public static ITimestampExtractor LogAndSkipOnInvalidTimestamp { get; } = new SkipOnInvalid();

    /// <summary>The log's timestamp; if it is negative, the partition's time so far, or if there is none yet, the record is dropped.</summary>
    public static ITimestampExtractor UsePartitionTimeOnInvalidTimestamp { get; } = new PartitionTimeOnInvalid();

    /// <summary>
    /// The log's timestamp; if it is negative, the partition's time so far, or if there is none yet, the wall clock. Drops no record; for streams
    /// whose records need no timestamps of their own.
    /// </summary>
    public static ITimestampExtractor UsePartitionTimeOrWallClock { get; } = new PartitionTimeOrWallClock();

    /// <summary>The wall-clock time at which the record is read.</summary>
    public static ITimestampExtractor WallClock { get; } = new WallClockTime();

    private sealed class FailOnInvalid : ITimestampExtractor
    {
        public long Extract<TKey, TValue>(in ConsumedRecord<TKey, TValue> record, long partitionTime, TimeProvider timeProvider) =>
            record.Timestamp >= 0
                ? record.Timestamp
                : throw new FormatException(
                    $"The record has the timestamp {record.Timestamp}, which is not a Unix time. It was probably written by a producer older than Kafka " +
                    $"0.10. Choose another timestamp extractor, for example {nameof(TimestampExtractors)}.{nameof(LogAndSkipOnInvalidTimestamp)}.");
    }

    private sealed class SkipOnInvalid : ITimestampExtractor
    {
        public long Extract<TKey, TValue>(in ConsumedRecord<TKey, TValue> record, long partitionTime, TimeProvider timeProvider) => record.Timestamp;
    }

    private sealed class PartitionTimeOnInvalid : ITimestampExtractor
    {
        public long Extract<TKey, TValue>(in ConsumedRecord<TKey, TValue> record, long partitionTime, TimeProvider timeProvider) =>
            record.Timestamp >= 0 ? record.Timestamp : partitionTime;
    }

    private sealed class PartitionTimeOrWallClock : ITimestampExtractor
    {
        public long Extract<TKey, TValue>(in ConsumedRecord<TKey, TValue> record, long partitionTime, TimeProvider timeProvider)
        {
            var time = record.Timestamp >= 0 ? record.Timestamp : partitionTime;
            return time >= 0 ? time : timeProvider.GetUtcNow().ToUnixTimeMilliseconds();
        }
    }

    private sealed class WallClockTime : ITimestampExtractor
    {
        public long Extract<TKey, TValue>(in ConsumedRecord<TKey, TValue> record, long partitionTime, TimeProvider timeProvider) =>
            timeProvider.GetUtcNow().ToUnixTimeMilliseconds();
    }
}
