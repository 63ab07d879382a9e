using Commands.Streams.Errors;
using Commands.Streams.Testing.Ports;

namespace Commands.Streams.Testing.Brokers;

/// <summary>What records a topic takes: Kafka's <c>max.message.bytes</c> and <c>message.timestamp.after.max.ms</c>.</summary>
/// <param name="maxRecordBytes">The most bytes of key, value and headers.</param>
/// <param name="mostAhead">How far a record's timestamp may be ahead of the cluster's clock.</param>
/// <param name="clock">The cluster's clock.</param>
internal sealed class TopicLimits(int maxRecordBytes, TimeSpan mostAhead, TimeProvider clock)
{
    /// <summary>Why a record is refused; null if it is taken.</summary>
    public ClientException? WhyRefused(in InMemoryRecord record)
    {
        var headers = record.Headers.Sum(static header => header.Name.Length + (header.Value?.Length ?? 0));
        var size = (record.Key?.Length ?? 0) + (record.Value?.Length ?? 0) + headers;
        if (size > maxRecordBytes)
        {
            return BrokerErrors.RecordTooLarge(size, maxRecordBytes);
        }

        var latest = clock.GetUtcNow().ToUnixTimeMilliseconds() + mostAhead.TotalMilliseconds;
        return record.Timestamp > latest ? BrokerErrors.TimestampRefused(record.Timestamp) : null;
    }
}
