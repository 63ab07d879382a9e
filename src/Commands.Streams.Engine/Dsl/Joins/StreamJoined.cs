using Commands.Streams.Serialization;

namespace Commands.Streams;

/// <summary>Creates <see cref="StreamJoined{TKey,TLeft,TRight}"/> instances.</summary>
public static class StreamJoined
{
    /// <summary>Joins with these serdes.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TLeft">The type of the left stream's values.</typeparam>
    /// <typeparam name="TRight">The type of the right stream's values.</typeparam>
    /// <param name="keySerde">The serde of the keys.</param>
    /// <param name="leftSerde">The serde of the left stream's values.</param>
    /// <param name="rightSerde">The serde of the right stream's values.</param>
    public static StreamJoined<TKey, TLeft, TRight> With<TKey, TLeft, TRight>(ISerde<TKey> keySerde, ISerde<TLeft> leftSerde, ISerde<TRight> rightSerde) =>
        new StreamJoined<TKey, TLeft, TRight>().WithKeySerde(keySerde).WithLeftSerde(leftSerde).WithRightSerde(rightSerde);

    /// <summary>Joins under this name.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TLeft">The type of the left stream's values.</typeparam>
    /// <typeparam name="TRight">The type of the right stream's values.</typeparam>
    /// <param name="name">The name, unique in the topology.</param>
    public static StreamJoined<TKey, TLeft, TRight> As<TKey, TLeft, TRight>(string name) => new StreamJoined<TKey, TLeft, TRight>().WithName(name);
}
