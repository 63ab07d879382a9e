using System.Diagnostics.CodeAnalysis;
using Commands.Streams.Records;

namespace Commands.Streams.Processors;

/// <summary>A record whose key cannot be changed: it has no public constructor, and every copy has the same key.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The value's type.</typeparam>
public readonly struct FixedKeyRecord<TKey, TValue>
{
    private readonly Record<TKey, TValue> _record;

    internal FixedKeyRecord(in Record<TKey, TValue> record) => _record = record;

    /// <summary>The key.</summary>
    public TKey Key => _record.Key;

    /// <summary>The value.</summary>
    public TValue Value => _record.Value;

    /// <summary>Unix time in milliseconds, never negative.</summary>
    public long Timestamp => _record.Timestamp;

    /// <summary>The headers, in order.</summary>
    public Headers Headers => _record.Headers;

    [UnscopedRef]
    internal ref readonly Record<TKey, TValue> Inner => ref _record;

    /// <summary>Returns a copy with another value.</summary>
    /// <typeparam name="TNewValue">The new value's type.</typeparam>
    /// <param name="value">The new value.</param>
    public FixedKeyRecord<TKey, TNewValue> WithValue<TNewValue>(TNewValue value) => new(_record.WithValue(value));

    /// <summary>Returns a copy with another timestamp.</summary>
    /// <param name="timestamp">Unix time in milliseconds, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The timestamp is negative.</exception>
    public FixedKeyRecord<TKey, TValue> WithTimestamp(long timestamp) => new(_record.WithTimestamp(timestamp));

    /// <summary>Returns a copy with other headers.</summary>
    /// <param name="headers">The new headers.</param>
    public FixedKeyRecord<TKey, TValue> WithHeaders(Headers headers) => new(_record.WithHeaders(headers));
}
