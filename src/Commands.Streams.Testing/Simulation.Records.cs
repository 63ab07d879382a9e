using Commands.Streams.Processors;
using Commands.Streams.Testing.Driving;
using Commands.Streams.Testing.Ports;

namespace Commands.Streams.Testing;

/// <content>Records that are written and read from outside.</content>
public sealed partial class Simulation
{
    private int _writes;

    /// <summary>Writes a record to the partition of its key.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="topic">The topic, which must exist.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="headers">The headers; empty by default.</param>
    public void Write<TKey, TValue>(string topic, TKey key, TValue value, Records.Headers? headers = null)
    {
        if (_writes++ >= _options.MaxWrites)
        {
            return;
        }

        headers ??= Records.Headers.Empty;
        var serdes = new TopicSerdes<TKey, TValue>(topic, _application.Serdes, null, null);
        var keyBytes = serdes.SerializeKey(key, headers);
        var logs = _world.Cluster.Topics.Get(topic).Logs;
        var log = logs[keyBytes is null ? _world.Random.Below(logs.Count) : Murmur2.Partition(keyBytes, logs.Count)];
        log.Append(new InMemoryRecord(keyBytes, serdes.SerializeValue(value, headers), _world.Now.ToUnixTimeMilliseconds(), headers));
        _world.Cluster.WakeConsumers();
    }

    /// <summary>Returns the records that a committed reader sees in a topic, one partition after another.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="topic">The topic, which must exist.</param>
    public IReadOnlyList<TestRecord<TKey, TValue>> Read<TKey, TValue>(string topic)
    {
        var serdes = new TopicSerdes<TKey, TValue>(topic, _application.Serdes, null, null);
        var records = new List<TestRecord<TKey, TValue>>();
        foreach (var log in _world.Cluster.Topics.Get(topic).Logs)
        {
            for (var offset = log.StartOffset; offset < log.LastStableOffset; offset++)
            {
                if (log[offset].IsVisible(readCommitted: true))
                {
                    records.Add(serdes.Deserialize(log[offset].Record));
                }
            }
        }

        return records;
    }
}
