namespace Commands.Streams.Serialization;

/// <summary>Compares keys by their serialized bytes. Used by one thread at a time.</summary>
internal sealed class SerializedKeyComparer<TKey>(ISerializer<TKey> serializer, string topic) : IEqualityComparer<TKey>
{
    private readonly SerializationBuffer _left = new();
    private readonly SerializationBuffer _right = new();

    public bool Equals(TKey? left, TKey? right) =>
        left is null || right is null ? left is null && right is null : Write(left, _left).SequenceEqual(Write(right, _right));

    public int GetHashCode(TKey key) => key is null ? 0 : KeyEquality.HashOf(Write(key, _left));

    private ReadOnlySpan<byte> Write(TKey key, SerializationBuffer buffer)
    {
        if (key is byte[] bytes)
        {
            return bytes;
        }

        buffer.Clear();
        serializer.Serialize(key, buffer, new SerializationContext(topic, RecordComponent.Key, Records.Headers.Empty));
        return buffer.Written;
    }
}
