using Commands.Streams.Records;
using Commands.Streams.Serialization;
using Commands.Streams.Tasks;

namespace Commands.Streams.Operators.Async;

/// <summary>Determines the lanes of one operator's records. Worker only.</summary>
internal sealed class LaneKeys<TKey>(string node, LaneKind kind, ISerializer<TKey>? serializer, KeyOrigin origin)
{
    private readonly SerializationBuffer _buffer = new();

    /// <summary>Returns the lane of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="context">The task's context with the current input.</param>
    public LaneKey<TKey> Of(TKey key, TaskContext context)
    {
        if (kind == LaneKind.Value || key is null)
        {
            return new LaneKey<TKey>(key);
        }

        return kind switch
        {
            LaneKind.One => default,
            LaneKind.Array => new LaneKey<TKey>(key as byte[]),
            LaneKind.AsRead when context.KeyAsRead() is { } bytes => new LaneKey<TKey>(bytes),
            _ => Serialize(key, context),
        };
    }

    private LaneKey<TKey> Serialize(TKey key, TaskContext context)
    {
        if (serializer is null)
        {
            throw new InvalidOperationException(
                $"Node '{node}' received a record from a punctuation, whose key has no bytes to compare with others. Register a serde for " +
                $"{typeof(TKey)} with StreamsBuilder.DefaultSerdes.Add.");
        }

        // If the key is no longer the input's, serializing it must not register its schema for the input topic.
        var topic = origin == KeyOrigin.Changed || context.Input.Topic is null ? $"{context.ApplicationId}-{node}" : context.Input.Topic;
        _buffer.Clear();
        serializer.Serialize(key, _buffer, new SerializationContext(topic, RecordComponent.Key, Headers.Empty));
        return new LaneKey<TKey>(_buffer.Written.ToArray());
    }
}
