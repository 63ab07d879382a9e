using System.Buffers;
using Commands.Streams.Clients;
using Commands.Streams.Serialization;

namespace OrderEvents;

/// <summary>Has the [BUY] button.</summary>
public sealed class Shop(IStreamsClient client) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly IRecordPublisher _publisher = client.CreatePublisher("shop");

    /// <summary>Writes down that an order was placed, and ends when that is durable.</summary>
    public async Task BuyAsync(long orderId, Order order)
    {
        var key = Bytes(OrderStream.KeySerde, orderId, RecordComponent.Key);
        var value = Bytes(OrderStream.ValueSerde, order, RecordComponent.Value);
        await _publisher.PublishAsync(OrderStream.Topic, Record(key, value), Patience);
    }

    public ValueTask DisposeAsync() => _publisher.DisposeAsync();

    private static ProduceRecord Record(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => new()
    {
        Key = key,
        HasKey = true,
        Value = value,
        HasValue = true,
        Partition = ProduceRecord.AnyPartition,
        Timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(),
    };

    private static byte[] Bytes<T>(ISerializer<T> serializer, T item, RecordComponent component)
    {
        var buffer = new ArrayBufferWriter<byte>();
        serializer.Serialize(item, buffer, new SerializationContext(OrderStream.Topic, component, Commands.Streams.Records.Headers.Empty));
        return buffer.WrittenSpan.ToArray();
    }
}
