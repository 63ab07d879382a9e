using Commands.Streams.Serialization;

namespace Commands.Streams;

/// <summary>Defines command streams.</summary>
public static class CommandStream
{
    /// <summary>Defines a command stream: the contract that the issuers and the subscriber of its commands share.</summary>
    /// <typeparam name="TKey">The key's type. Commands with equal keys are handled one after another, in the order in which they were written.</typeparam>
    /// <typeparam name="TCommand">The command's type.</typeparam>
    /// <param name="topic">The topic that holds the commands.</param>
    /// <param name="keySerde">The serde of the keys.</param>
    /// <param name="valueSerde">The serde of the commands.</param>
    /// <param name="partitions">The number of partitions to create the topic with, 1 or more: the largest number of tasks that can share the work.</param>
    /// <exception cref="ArgumentException">The name is not a valid topic name.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="partitions"/> is below 1.</exception>
    public static CommandStream<TKey, TCommand> Define<TKey, TCommand>(
        string topic, ISerde<TKey> keySerde, ISerde<TCommand> valueSerde, int partitions) => new(topic, keySerde, valueSerde, partitions);
}
