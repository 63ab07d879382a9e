using Commands.Streams.Records;
using Commands.Streams.Testing.Driving;
using Commands.Streams.Testing.Ports;

namespace Commands.Streams.Testing;

/// <summary>
/// Writes to a topic that the topology under test reads. Every call returns once the topology has done everything it can do at that time. A record
/// without a timestamp gets the topic's time, which then advances by the configured step. Used by one thread.
/// </summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The value's type.</typeparam>
public sealed class TestInputTopic<TKey, TValue>
{
    private readonly DrivenTask _task;
    private readonly TopicSerdes<TKey, TValue> _serdes;
    private readonly TimeSpan _autoAdvance;

    internal TestInputTopic(string name, DrivenTask task, TopicSerdes<TKey, TValue> serdes, DateTimeOffset start, TimeSpan autoAdvance)
    {
        Name = name;
        _task = task;
        _serdes = serdes;
        Time = start;
        _autoAdvance = autoAdvance;
    }

    /// <summary>The topic's name.</summary>
    public string Name { get; }

    /// <summary>The timestamp of the next record without its own. Independent of the wall clock and the stream time.</summary>
    public DateTimeOffset Time { get; private set; }

    /// <summary>Advances the topic's time.</summary>
    /// <param name="duration">How far to advance; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">The duration is negative.</exception>
    public void AdvanceTime(TimeSpan duration)
    {
        if (duration < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(duration), duration, $"The time of topic '{Name}' cannot go back.");
        }

        Time += duration;
    }

    /// <summary>Pipes a record without a key.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="Errors.StreamsException">The topology failed to process the record.</exception>
    public void Pipe(TValue value) => Pipe(null, value, null, Headers.Empty);

    /// <summary>Pipes a record.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="Errors.StreamsException">The topology failed to process the record.</exception>
    public void Pipe(TKey key, TValue value) => Pipe(_serdes.SerializeKey(key, Headers.Empty), value, null, Headers.Empty);

    /// <summary>Pipes a record with headers.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="headers">The headers.</param>
    /// <exception cref="Errors.StreamsException">The topology failed to process the record.</exception>
    public void Pipe(TKey key, TValue value, Headers headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        Pipe(_serdes.SerializeKey(key, headers), value, null, headers);
    }

    /// <summary>Pipes a record with its own timestamp; the topic's time does not change.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="timestamp">The timestamp in Unix milliseconds. A negative one is passed to the timestamp extractor unchanged.</param>
    /// <param name="headers">The headers; empty by default.</param>
    /// <exception cref="Errors.StreamsException">The topology failed to process the record.</exception>
    public void Pipe(TKey key, TValue value, long timestamp, Headers? headers = null) =>
        Pipe(_serdes.SerializeKey(key, headers ?? Headers.Empty), value, timestamp, headers ?? Headers.Empty);

    /// <summary>Pipes a record.</summary>
    /// <param name="record">The record; without a timestamp it gets the topic's time.</param>
    /// <exception cref="Errors.StreamsException">The topology failed to process the record.</exception>
    public void Pipe(TestRecord<TKey, TValue> record)
    {
        ArgumentNullException.ThrowIfNull(record);
        Pipe(_serdes.SerializeKey(record.Key, record.Headers), record.Value, record.Timestamp, record.Headers);
    }

    /// <summary>Pipes records without keys, one after another.</summary>
    /// <param name="values">The values.</param>
    /// <exception cref="Errors.StreamsException">The topology failed to process a record.</exception>
    public void PipeValues(params IEnumerable<TValue> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach (var value in values)
        {
            Pipe(value);
        }
    }

    /// <summary>Pipes records, one after another.</summary>
    /// <param name="records">The keys and values.</param>
    /// <exception cref="Errors.StreamsException">The topology failed to process a record.</exception>
    public void PipeKeyValues(params IEnumerable<(TKey Key, TValue Value)> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        foreach (var (key, value) in records)
        {
            Pipe(key, value);
        }
    }

    /// <summary>Pipes records, one after another.</summary>
    /// <param name="records">The records; those without a timestamp get the topic's time.</param>
    /// <exception cref="Errors.StreamsException">The topology failed to process a record.</exception>
    public void PipeRecords(params IEnumerable<TestRecord<TKey, TValue>> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        foreach (var record in records)
        {
            Pipe(record);
        }
    }

    private void Pipe(byte[]? key, TValue value, long? timestamp, Headers headers)
    {
        var bytes = _serdes.SerializeValue(value, headers);
        if (timestamp is null)
        {
            timestamp = Time.ToUnixTimeMilliseconds();
            Time += _autoAdvance;
        }

        _task.Pipe(Name, new InMemoryRecord(key, bytes, timestamp.Value, headers));
    }
}
