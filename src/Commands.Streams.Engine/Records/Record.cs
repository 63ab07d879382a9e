namespace Commands.Streams.Records;

/// <summary>The unit that flows from node to node: key, value, timestamp and headers. A value type passed by reference, so nothing is boxed.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The value's type.</typeparam>
public readonly struct Record<TKey, TValue>
{
    /// <summary>Creates a record.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="timestamp">Unix time in milliseconds, 0 or more.</param>
    /// <param name="headers">The headers; none by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The timestamp is negative.</exception>
    public Record(TKey key, TValue value, long timestamp, Headers? headers = null)
    {
        if (timestamp < 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(timestamp), timestamp, "A record's timestamp is a Unix time in milliseconds and cannot be negative.");
        }

        Key = key;
        Value = value;
        Timestamp = timestamp;
        Headers = headers ?? Headers.Empty;
    }

    /// <summary>The key.</summary>
    public TKey Key { get; }

    /// <summary>The value.</summary>
    public TValue Value { get; }

    /// <summary>Unix time in milliseconds, never negative.</summary>
    public long Timestamp { get; }

    /// <summary>The headers, in order.</summary>
    public Headers Headers { get; }

    /// <summary>Returns a copy with another key.</summary>
    /// <typeparam name="TNewKey">The new key's type.</typeparam>
    /// <param name="key">The new key.</param>
    public Record<TNewKey, TValue> WithKey<TNewKey>(TNewKey key) => new(key, Value, Timestamp, Headers);

    /// <summary>Returns a copy with another value.</summary>
    /// <typeparam name="TNewValue">The new value's type.</typeparam>
    /// <param name="value">The new value.</param>
    public Record<TKey, TNewValue> WithValue<TNewValue>(TNewValue value) => new(Key, value, Timestamp, Headers);

    /// <summary>Returns a copy with another timestamp.</summary>
    /// <param name="timestamp">Unix time in milliseconds, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The timestamp is negative.</exception>
    public Record<TKey, TValue> WithTimestamp(long timestamp) => new(Key, Value, timestamp, Headers);

    /// <summary>Returns a copy with other headers.</summary>
    /// <param name="headers">The new headers.</param>
    public Record<TKey, TValue> WithHeaders(Headers headers) => new(Key, Value, Timestamp, headers);

    /// <inheritdoc/>
    public override string ToString() => $"Record(key: {Key}, value: {Value}, timestamp: {Timestamp}, headers: {Headers.Count})";
}
