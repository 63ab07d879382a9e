using Commands.Streams.Kafka.Native;
using static Commands.Streams.Kafka.Native.ProduceFunctions;

namespace Commands.Streams.Kafka.Producing;

/// <summary>
/// Knows when a producer's queue is nearly full. librdkafka counts records and bytes but tells the number of records only; how many records the bytes
/// make is learned when it refuses one.
/// </summary>
internal sealed class QueueRoom(int capacity)
{
    private readonly int _usualLimit = capacity - (capacity / 10);
    private int _limit = capacity - (capacity / 10);

    /// <summary>Whether more than a few records find room.</summary>
    public bool IsIn(NativeClient client)
    {
        if (rd_kafka_outq_len(client.Handle) >= _limit)
        {
            return false;
        }

        _limit = _usualLimit;
        return true;
    }

    /// <summary>A record was refused for lack of room.</summary>
    public void NoteFull(NativeClient client) => _limit = Math.Min(_usualLimit, Math.Max(1, rd_kafka_outq_len(client.Handle) / 4 * 3));
}
