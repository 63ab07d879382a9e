using Commands.Streams.Bridging;
using Commands.Streams.Serialization;
using Confluent.Kafka;
using Streamiz.Kafka.Net.Mock;
using SerializationContext = Confluent.Kafka.SerializationContext;

namespace Commands.Streams;

/// <summary>
/// Reads what the subscriber under test in Streamiz' driver answered, in the order written. Reading removes. Used by one thread.
/// </summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TResponse">The response's type.</typeparam>
public sealed class StreamizResponseOutput<TKey, TResponse>
{
    private readonly Queue<ConsumeResult<byte[], byte[]>> _unread = new();
    private readonly TestOutputTopic<byte[], byte[]> _output;
    private readonly ResponseStream<TKey, TResponse> _stream;

    internal StreamizResponseOutput(string topic, TestOutputTopic<byte[], byte[]> output, ResponseStream<TKey, TResponse> stream)
    {
        Topic = topic;
        _output = output;
        _stream = stream;
    }

    /// <summary>The topic that is read.</summary>
    public string Topic { get; }

    /// <summary>The number of responses written and not read.</summary>
    public int QueueSize
    {
        get
        {
            foreach (var record in _output.ReadKeyValueList())
            {
                _unread.Enqueue(record);
            }

            return _unread.Count;
        }
    }

    /// <summary>Whether there is nothing to read.</summary>
    public bool IsEmpty => QueueSize == 0;

    /// <summary>Reads the next response.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public StreamizResponse<TKey, TResponse> Read()
    {
        if (IsEmpty)
        {
            throw new InvalidOperationException($"There is nothing to read in topic '{Topic}': the topology has written nothing more to it.");
        }

        var message = _unread.Dequeue().Message;
        return new StreamizResponse<TKey, TResponse>(
            Read(_stream.KeySerde, message.Key, MessageComponentType.Key, message.Headers)!,
            message.Value is null ? default : Read(_stream.ValueSerde, message.Value, MessageComponentType.Value, message.Headers),
            message.Value is not null,
            message.Timestamp.UnixTimestampMs,
            HeaderCopies.ToEngine(message.Headers));
    }

    /// <summary>Reads everything that is there; an empty list if there is nothing.</summary>
    public IReadOnlyList<StreamizResponse<TKey, TResponse>> ReadToList()
    {
        var responses = new List<StreamizResponse<TKey, TResponse>>();
        while (!IsEmpty)
        {
            responses.Add(Read());
        }

        return responses;
    }

    private T Read<T>(ISerde<T> serde, byte[] data, MessageComponentType component, Headers headers) =>
        StreamizSerDes.From(serde).Deserialize(data, new SerializationContext(component, Topic, headers));
}
