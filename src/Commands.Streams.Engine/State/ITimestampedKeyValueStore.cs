namespace Commands.Streams.State;

/// <summary>A key-value store that keeps a timestamp with each value. Tables and aggregations use it.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The value's type.</typeparam>
public interface ITimestampedKeyValueStore<TKey, TValue> : IKeyValueStore<TKey, ValueAndTimestamp<TValue>>;
