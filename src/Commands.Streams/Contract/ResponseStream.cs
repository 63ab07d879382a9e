using Commands.Streams.Serialization;

namespace Commands.Streams;

/// <summary>Defines response streams.</summary>
public static class ResponseStream
{
    /// <summary>Defines a response stream, to which the subscriber of a command stream writes the result of each command.</summary>
    /// <typeparam name="TKey">The key's type, which is that of the commands.</typeparam>
    /// <typeparam name="TResponse">The response's type.</typeparam>
    /// <param name="topic">The topic that holds the responses.</param>
    /// <param name="keySerde">The serde of the keys.</param>
    /// <param name="valueSerde">The serde of the responses. A rejected or failed command has a response without a value.</param>
    /// <param name="partitions">The number of partitions to create the topic with, 1 or more.</param>
    /// <exception cref="ArgumentException">The name is not a valid topic name.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="partitions"/> is below 1.</exception>
    public static ResponseStream<TKey, TResponse> Define<TKey, TResponse>(
        string topic, ISerde<TKey> keySerde, ISerde<TResponse> valueSerde, int partitions) => new(topic, keySerde, valueSerde, partitions);
}
