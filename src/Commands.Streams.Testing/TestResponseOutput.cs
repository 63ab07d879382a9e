using Commands.Streams.Testing.Driving;

namespace Commands.Streams.Testing;

/// <summary>Reads the responses of the subscriber under test, in the order written. Reading removes responses. Used by one thread.</summary>
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

    /// <summary>The topic to read.</summary>
    public string Topic { get; }

    /// <summary>The number of responses written but not read.</summary>
    public int QueueSize => _outputs.Count(Topic);

    /// <summary><see langword="true"/> if there is nothing to read; otherwise <see langword="false"/>.</summary>
    public bool IsEmpty => QueueSize == 0;

    /// <summary>Reads the next response.</summary>
    /// <exception cref="InvalidOperationException">There is no response.</exception>
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

    /// <summary>Reads all available responses; returns an empty list if there are none.</summary>
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
