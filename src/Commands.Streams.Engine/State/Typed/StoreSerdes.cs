using Commands.Streams.Records;
using Commands.Streams.Serialization;
using Commands.Streams.State.Staging;

namespace Commands.Streams.State.Typed;

/// <summary>Writes a store's keys and values into buffers that are reused, and reads them.</summary>
/// <param name="staged">The store, whose changelog topic serdes are told.</param>
/// <param name="keys">The serde of keys.</param>
/// <param name="values">How values are kept.</param>
internal sealed class StoreSerdes<TKey, TValue>(StagedStore staged, ISerde<TKey> keys, IValueCodec<TValue> values)
{
    /// <summary>Spares value types a null check, which may box them.</summary>
    private static readonly bool KeyCanBeNull = default(TKey) is null;

    private readonly SerializationBuffer _key = new();
    private readonly SerializationBuffer _value = new();

    public IValueCodec<TValue> Values => values;

    private SerializationContext KeyContext => new(staged.ChangelogTopic, RecordComponent.Key, Headers.Empty);

    private SerializationContext ValueContext => new(staged.ChangelogTopic, RecordComponent.Value, Headers.Empty);

    /// <summary>Returns the bytes of a key; valid until the next key is written.</summary>
    /// <exception cref="ArgumentNullException">The key is null.</exception>
    public ReadOnlySpan<byte> Key(TKey key)
    {
        _key.Clear();
        Append(key, _key);
        return _key.Written;
    }

    /// <summary>Appends the bytes of a key to a buffer.</summary>
    /// <exception cref="ArgumentNullException">The key is null.</exception>
    public void Append(TKey key, SerializationBuffer destination)
    {
        if (KeyCanBeNull && key is null)
        {
            throw new ArgumentNullException(nameof(key));
        }

        keys.Serialize(key, destination, KeyContext);
    }

    /// <summary>Returns the bytes of a value; valid until the next value is written.</summary>
    public ReadOnlySpan<byte> Value(TValue value)
    {
        _value.Clear();
        values.Write(value, _value, ValueContext);
        return _value.Written;
    }

    public TKey ReadKey(ReadOnlySpan<byte> data) => keys.Deserialize(data, KeyContext);

    public TValue ReadValue(ReadOnlySpan<byte> data) => values.Read(data, ValueContext);
}
