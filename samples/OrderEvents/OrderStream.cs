using Commands.Streams;
using Commands.Streams.Clients;
using Commands.Streams.Records;
using Commands.Streams.Serialization;

namespace OrderEvents;

/// <summary>The contract that all share: the topic, and what is in it. Whoever writes to it knows none of those who read.</summary>
public static class OrderStream
{
    public const string Topic = "orders";

    public static readonly ISerde<long> KeySerde = Serdes.Int64;

    public static readonly ISerde<Order> ValueSerde = Serdes.Json<Order>();

    private const int Partitions = 2;

    public static async Task CreateTopicAsync(IStreamsClient client, CancellationToken cancellationToken)
    {
        using var admin = client.CreateAdmin();
        await admin.CreateTopicsAsync([new TopicSpecification(Topic, Partitions)], cancellationToken);
    }

    /// <summary>The orders as a reactor reads them.</summary>
    public static KStream<long, Order> Orders(this StreamsBuilder builder) => builder.Stream(Topic, Consumed.With(KeySerde, ValueSerde));
}
