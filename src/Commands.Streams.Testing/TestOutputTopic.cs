using Commands.Streams.Testing.Driving;

namespace Commands.Streams.Testing;

/// <summary>
/// Reads a topic that the topology under test writes, in the order written. Reading removes records: several readers of one topic share its records.
/// Used by one thread.
/// </summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The value's type.</typeparam>
public sealed class TestOutputTopic<TKey, TValue>
{
    private readonly OutputTopics _outputs;
    private readonly TopicSerdes<TKey, TValue> _serdes;

    internal TestOutputTopic(string name, OutputTopics outputs, TopicSerdes<TKey, TValue> serdes)
    {
        Name = name;
        _outputs = outputs;
        _serdes = serdes;
    }

    /// <summary>The topic's name.</summary>
    public string Name { get; }

    /// <summary>The number of records written but not read; 0 if nothing was ever written.</summary>
    public int QueueSize => _outputs.Count(Name);

    /// <summary><see langword="true"/> if there is nothing to read; otherwise <see langword="false"/>.</summary>
    public bool IsEmpty => QueueSize == 0;

    /// <summary>Reads the next record.</summary>
    /// <exception cref="InvalidOperationException">There is no record, or its key or value is null although the type does not allow it.</exception>
    public TestRecord<TKey, TValue> ReadRecord() => _serdes.Deserialize(_outputs.Take(Name));

    /// <summary>Reads the next record's key and value.</summary>
    /// <exception cref="InvalidOperationException">There is no record, or its key or value is null although the type does not allow it.</exception>
    public (TKey Key, TValue Value) ReadKeyValue()
    {
        var record = ReadRecord();
        return (record.Key, record.Value);
    }

    /// <summary>Reads the next record's value.</summary>
    /// <exception cref="InvalidOperationException">There is no record, or its key or value is null although the type does not allow it.</exception>
    public TValue ReadValue() => ReadRecord().Value;

    /// <summary>Reads all available records; returns an empty list if there are none.</summary>
    public IReadOnlyList<TestRecord<TKey, TValue>> ReadRecordsToList()
    {
        var records = new List<TestRecord<TKey, TValue>>();
        while (!IsEmpty)
        {
            records.Add(ReadRecord());
        }

        return records;
    }

    /// <summary>Reads all available records as keys and values; returns an empty list if there are none.</summary>
    public IReadOnlyList<(TKey Key, TValue Value)> ReadKeyValuesToList() => [.. ReadRecordsToList().Select(record => (record.Key, record.Value))];

    /// <summary>Reads all available records as values; returns an empty list if there are none.</summary>
    public IReadOnlyList<TValue> ReadValuesToList() => [.. ReadRecordsToList().Select(record => record.Value)];

    /// <summary>Reads all available records as a table: the last value of each key, null if that was a tombstone.</summary>
    /// <exception cref="InvalidOperationException">A record has no key.</exception>
    public IReadOnlyDictionary<TKey, TValue> ReadKeyValuesToDictionary()
    {
#pragma warning disable CS8714 // A null key is refused below, whatever the type allows.
        var table = new Dictionary<TKey, TValue>();
        foreach (var (key, value) in ReadKeyValuesToList())
        {
            table[key ?? throw new InvalidOperationException(
                $"A record of topic '{Name}' has no key, so it belongs in no table. Read the topic with {nameof(ReadKeyValuesToList)}.")] = value;
        }
#pragma warning restore CS8714 // end of the exception made above

        return table;
    }
}
