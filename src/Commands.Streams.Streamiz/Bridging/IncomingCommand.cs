using Commands.Streams.Clients;
using Commands.Streams.Records;
using IncomingRecord = Streamiz.Kafka.Net.Processors.Public.Record<byte[], byte[]>;
using KafkaHeaders = Confluent.Kafka.Headers;
using KafkaTimestamp = Confluent.Kafka.Timestamp;
using KafkaTimestampType = Confluent.Kafka.TimestampType;

namespace Commands.Streams.Bridging;

/// <summary>One command as Streamiz read it, as a batch of the engine.</summary>
internal sealed class IncomingCommand : RecordBatch
{
    private readonly byte[]? _key;
    private readonly byte[]? _value;
    private readonly long _offset;
    private readonly long _timestamp;
    private readonly TimestampType _timestampType;
    private readonly Headers _headers;

    public IncomingCommand(IncomingRecord record, long timestamp)
    {
        var position = record.TopicPartitionOffset;
        Partition = new TopicPartition(position.Topic, position.Partition.Value);
        _offset = position.Offset.Value;
        _key = record.Key;
        _value = record.Value;
        _headers = HeaderCopies.ToEngine(record.Headers);
        (_timestamp, _timestampType) = Find(record.Headers) is { } raw ? (raw.UnixTimestampMs, TypeOf(raw.Type)) : (timestamp, TimestampType.CreateTime);
    }

    public override TopicPartition Partition { get; }

    public override int Count => 1;

    public override void Read(int index, out RawRecord record) => record = new RawRecord
    {
        Key = _key,
        HasKey = _key is not null,
        Value = _value,
        HasValue = _value is not null,
        Offset = _offset,
        Timestamp = _timestamp,
        TimestampType = _timestampType,
    };

    public override Headers ReadHeaders(int index) => _headers;

    public override void Dispose()
    {
    }

    private static KafkaTimestamp? Find(KafkaHeaders? headers)
    {
        // Added when the command was queued, so it is the last one.
        return headers is { Count: > 0 } && headers[^1] is RawTimestampHeader raw ? raw.Timestamp : null;
    }

    private static TimestampType TypeOf(KafkaTimestampType type) => type switch
    {
        KafkaTimestampType.CreateTime => TimestampType.CreateTime,
        KafkaTimestampType.LogAppendTime => TimestampType.LogAppendTime,
        _ => TimestampType.Unknown,
    };
}
