using Confluent.Kafka;
using Streamiz.Kafka.Net.Processors;

namespace Commands.Streams.Bridging;

/// <summary>
/// Gives every command a time that Streamiz can order it by: a command without a timestamp must neither be skipped nor end its subscriber. What the log says
/// travels on in a <see cref="RawTimestampHeader"/> if the time alone does not tell it.
/// </summary>
internal sealed class CommandTimestamps : ITimestampExtractor
{
    public long Extract(ConsumeResult<object, object> record, long partitionTime)
    {
        var timestamp = record.Message.Timestamp;
        if (timestamp.Type == TimestampType.CreateTime && timestamp.UnixTimestampMs >= 0)
        {
            return timestamp.UnixTimestampMs;
        }

        record.Message.Headers?.Add(new RawTimestampHeader(timestamp));
        return timestamp.UnixTimestampMs >= 0 ? timestamp.UnixTimestampMs : Math.Max(partitionTime, 0);
    }
}
