namespace Commands.Streams.State;

/// <summary>A window store that keeps a timestamp with each value. Windowed aggregations use it.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The value's type.</typeparam>
public interface ITimestampedWindowStore<TKey, TValue> : IWindowStore<TKey, ValueAndTimestamp<TValue>>;
