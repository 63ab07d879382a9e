using Commands.Streams.Serialization;

namespace Commands.Streams;

/// <summary>Defines command streams.</summary>
public static class CommandStream
{
    /// <summary>Defines a command stream: the contract that the issuers and the subscriber of its commands share.</summary>
    /// <typeparam name="TKey">The key's type. Commands with equal keys are handled one after the other, in the order written.</typeparam>
    /// <typeparam name="TCommand">The command's type.</typeparam>
    /// <param name="topic">The topic that holds the commands.</param>
    /// <param name="keySerde">How keys are written and read.</param>
    /// <param name="valueSerde">How commands are written and read.</param>
    /// <param name="partitions">How many partitions the topic is made with, 1 or more: the bound of how many tasks share the work.</param>
    /// <exception cref="ArgumentException">The topic has no name that Kafka allows.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="partitions"/> is below 1.</exception>
    public static CommandStream<TKey, TCommand> Define<TKey, TCommand>(
        string topic, ISerde<TKey> keySerde, ISerde<TCommand> valueSerde, int partitions) => new(topic, keySerde, valueSerde, partitions);
}
