using Commands.Streams.Serialization;
using Commands.Streams.State.Bytes;

namespace Commands.Streams.State.Typed;

/// <content>Reads ranges part by part, for readers outside of the task.</content>
internal abstract partial class KeyValueStoreBase<TKey, TValue> : IKeyBytes<TKey>
{
    public ReadOnlySpan<byte> KeyBytes(TKey key) => serdes.Key(key);

    /// <summary>Returns the range from one key to another, both included.</summary>
    public KeyValuePart PartOfRange(TKey from, TKey to, bool isReverse)
    {
        _bound.Clear();
        serdes.Append(to, _bound);
        KeyBounds.MakeBehind(_bound);
        return new KeyValuePart(serdes.Key(from).ToArray(), _bound.Written.ToArray(), isReverse);
    }

    /// <summary>Returns the range of the keys that begin with a prefix.</summary>
    public KeyValuePart PartOfPrefix<TPrefix>(TPrefix prefix, ISerializer<TPrefix> serializer)
    {
        var from = new SerializationBuffer();
        serializer.Serialize(prefix, from, new SerializationContext(entries.Staged.ChangelogTopic, RecordComponent.Key, Records.Headers.Empty));
        _bound.Clear();
        return new KeyValuePart(from.Written.ToArray(), KeyBounds.TryWriteEndOfPrefix(from.Written, _bound) ? _bound.Written.ToArray() : null, false);
    }

    /// <summary>Reads the beginning of a range.</summary>
    /// <param name="part">The range.</param>
    /// <param name="most">The largest number of entries to read.</param>
    /// <param name="found">Gets the entries.</param>
    /// <returns>What is left of the range; <see langword="null"/> if nothing is.</returns>
    public KeyValuePart? Read(KeyValuePart part, int most, List<KeyValuePair<TKey, TValue>> found)
    {
        using var cursor = entries.Scan(new BytesRange { From = part.From, To = part.To, HasTo = part.To is not null }, part.IsReverse);
        for (var left = most; cursor.MoveNext(); left--)
        {
            if (left == 0)
            {
                var next = cursor.Key.ToArray();
                return part.IsReverse ? part with { To = [.. next, 0] } : part with { From = next };
            }

            found.Add(new KeyValuePair<TKey, TValue>(serdes.ReadKey(cursor.Key), serdes.ReadValue(cursor.Value)));
        }

        return null;
    }
}
