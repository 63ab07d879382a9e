namespace Commands.Streams.State;

/// <summary>A version of a key's value.</summary>
/// <typeparam name="TValue">The value's type.</typeparam>
/// <param name="Value">The value.</param>
/// <param name="Timestamp">From when it is valid, in Unix milliseconds.</param>
/// <param name="ValidTo">Until when it is valid, not included, in Unix milliseconds; <see langword="null"/> if it is the latest.</param>
public readonly record struct VersionedRecord<TValue>(TValue Value, long Timestamp, long? ValidTo);
