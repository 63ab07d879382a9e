using Confluent.Kafka;

namespace Commands.Streams.Bridging;

/// <summary>
/// Carries a record's timestamp as the log has it past Streamiz' queue, which keeps neither who gave the timestamp nor that there was none. It is never
/// written, and recognized by its type, so that no header of a record can be taken for it.
/// </summary>
internal sealed class RawTimestampHeader(Timestamp timestamp) : Header("raw-timestamp", [])
{
    public Timestamp Timestamp => timestamp;
}
