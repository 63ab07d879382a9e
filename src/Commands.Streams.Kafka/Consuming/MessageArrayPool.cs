namespace Commands.Streams.Kafka.Consuming;

/// <summary>
/// The arrays of one consumer, used again and again by its thread. Knows all of them, so that messages of batches nobody disposed are given back
/// before the consumer's native client goes.
/// </summary>
internal sealed class MessageArrayPool
{
    private readonly List<MessageArray> _all = [];
    private readonly Stack<MessageArray> _free = new();
    private bool _closed;

    /// <summary>The headers that the consumer has met.</summary>
    public HeaderCache Headers { get; } = new();

    /// <summary>An empty array with room for so many messages.</summary>
    public MessageArray Rent(int capacity)
    {
        if (!_free.TryPop(out var array))
        {
            array = new MessageArray();
            _all.Add(array);
        }

        array.EnsureCapacity(capacity);
        return array;
    }

    /// <summary>Takes an array back and gives its messages to librdkafka; does nothing once <see cref="Close"/> has done it.</summary>
    public void Return(MessageArray array)
    {
        if (!_closed)
        {
            array.Clear();
            _free.Push(array);
        }
    }

    /// <summary>Frees every array, those in use included.</summary>
    public void Close()
    {
        _closed = true;
        _all.ForEach(static array => array.Free());
        _all.Clear();
        _free.Clear();
    }
}
