namespace Commands.Streams.State;

/// <summary>A value and when it was set.</summary>
/// <typeparam name="TValue">The value's type.</typeparam>
/// <param name="Value">The value.</param>
/// <param name="Timestamp">Unix time in milliseconds; -1 if it is not known.</param>
public readonly record struct ValueAndTimestamp<TValue>(TValue Value, long Timestamp);
