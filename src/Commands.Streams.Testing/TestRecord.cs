using Commands.Streams.Records;

namespace Commands.Streams.Testing;

/// <summary>
/// A record to pipe into a topology, or one that a topology has written. Two records are equal if all their parts are equal; headers are compared by
/// name and bytes, in order.
/// </summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The value's type.</typeparam>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
/// <param name="Timestamp">
/// The timestamp in Unix milliseconds. Records that were read always have one; <see langword="null"/> in a record to pipe means the topic's time.
/// </param>
/// <param name="Headers">The headers; empty by default.</param>
public sealed record TestRecord<TKey, TValue>(TKey Key, TValue Value, long? Timestamp = null, Headers? Headers = null)
{
    /// <summary>The headers, never null.</summary>
    public Headers Headers { get; init; } = Headers ?? Headers.Empty;

    /// <inheritdoc/>
    public bool Equals(TestRecord<TKey, TValue>? other) =>
        other is not null
        && EqualityComparer<TKey>.Default.Equals(Key, other.Key)
        && EqualityComparer<TValue>.Default.Equals(Value, other.Value)
        && Timestamp == other.Timestamp
        && Headers.SequenceEqual(other.Headers, HeaderComparer.Instance);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Key, Value, Timestamp, Headers.Count);

    private sealed class HeaderComparer : IEqualityComparer<Header>
    {
        public static readonly HeaderComparer Instance = new();

        public bool Equals(Header x, Header y) =>
            x.Name == y.Name && (x.Value is null) == (y.Value is null) && x.Value.AsSpan().SequenceEqual(y.Value);

        public int GetHashCode(Header header) => header.Name.GetHashCode(StringComparison.Ordinal);
    }
}
