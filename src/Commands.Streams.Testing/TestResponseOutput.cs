using Commands.Streams.Testing.Driving;

namespace Commands.Streams.Testing;

/// <summary>
/// Reads what the subscriber under test answered, in the order written. Reading removes. Used by one thread.
/// </summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TResponse">The response's type.</typeparam>
public sealed class TestResponseOutput<TKey, TResponse>
{
    private readonly OutputTopics _outputs;
    private readonly TopicSerdes<TKey, TResponse> _serdes;

    internal TestResponseOutput(string topic, OutputTopics outputs, TopicSerdes<TKey, TResponse> serdes)
    {
        Topic = topic;
        _outputs = outputs;
        _serdes = serdes;
    }

    /// <summary>The topic that is read.</summary>
    public string Topic { get; }

    /// <summary>The number of responses written and not read.</summary>
    public int QueueSize => _outputs.Count(Topic);

    /// <summary>Whether there is nothing to read.</summary>
    public bool IsEmpty => QueueSize == 0;

    /// <summary>Reads the next response.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public TestResponse<TKey, TResponse> Read()
    {
        var record = _outputs.Take(Topic);
        return new TestResponse<TKey, TResponse>(
            _serdes.DeserializeKey(record),
            record.Value is null ? default : _serdes.DeserializeValue(record),
            record.Value is not null,
            record.Timestamp,
            record.Headers);
    }

    /// <summary>Reads everything that is there; an empty list where there is nothing.</summary>
    public IReadOnlyList<TestResponse<TKey, TResponse>> ReadToList()
    {
        var responses = new List<TestResponse<TKey, TResponse>>();
        while (!IsEmpty)
        {
            responses.Add(Read());
        }

        return responses;
    }
}
