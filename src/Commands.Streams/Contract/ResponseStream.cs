using Commands.Streams.Serialization;

namespace Commands.Streams;

/// <summary>Defines response streams.</summary>
public static class ResponseStream
{
    /// <summary>Defines a response stream: where the subscriber of a command stream writes what became of each command.</summary>
    /// <typeparam name="TKey">The key's type, that of the commands.</typeparam>
    /// <typeparam name="TResponse">The response's type.</typeparam>
    /// <param name="topic">The topic that holds the responses.</param>
    /// <param name="keySerde">How keys are written and read.</param>
    /// <param name="valueSerde">How responses are written and read. A rejected or failed command has a response without a value.</param>
    /// <param name="partitions">How many partitions the topic is made with, 1 or more.</param>
    /// <exception cref="ArgumentException">The topic has no name that Kafka allows.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="partitions"/> is below 1.</exception>
    public static ResponseStream<TKey, TResponse> Define<TKey, TResponse>(
        string topic, ISerde<TKey> keySerde, ISerde<TResponse> valueSerde, int partitions) => new(topic, keySerde, valueSerde, partitions);
}
