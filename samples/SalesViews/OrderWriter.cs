using System.Buffers;
using Commands.Streams;
using Commands.Streams.Clients;
using Commands.Streams.Records;
using Commands.Streams.Serialization;

namespace SalesViews;

/// <summary>Writes products and orders. Each method ends when what it writes is durable.</summary>
public sealed class OrderWriter(IStreamsClient client) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly IRecordPublisher _publisher = client.CreatePublisher("shop");

    public Task WriteAsync(string id, Product product, DateTimeOffset time) =>
        WriteAsync(SalesTopics.Products, Serdes.String, id, SalesTopics.ProductSerde, product, time);

    public Task WriteAsync(long number, Order order, DateTimeOffset time) =>
        WriteAsync(SalesTopics.Orders, Serdes.Int64, number, SalesTopics.OrderSerde, order, time);

    public ValueTask DisposeAsync() => _publisher.DisposeAsync();

    private Task WriteAsync<TKey, TValue>(
        string topic, ISerializer<TKey> keySerializer, TKey key, ISerializer<TValue> valueSerializer, TValue value, DateTimeOffset time)
    {
        var record = new ProduceRecord
        {
            Key = Bytes(topic, keySerializer, key, RecordComponent.Key),
            HasKey = true,
            Value = Bytes(topic, valueSerializer, value, RecordComponent.Value),
            HasValue = true,
            Partition = ProduceRecord.AnyPartition,
            Timestamp = time.ToUnixTimeMilliseconds(),
        };
        return _publisher.PublishAsync(topic, in record, Patience).AsTask();
    }

    private static ReadOnlySpan<byte> Bytes<T>(string topic, ISerializer<T> serializer, T item, RecordComponent component)
    {
        var buffer = new ArrayBufferWriter<byte>();
        serializer.Serialize(item, buffer, new SerializationContext(topic, component, Headers.Empty));
        return buffer.WrittenSpan;
    }
}
