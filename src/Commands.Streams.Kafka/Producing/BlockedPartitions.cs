using System.Globalization;
using System.Text.Json;
using Commands.Streams.Records;

namespace Commands.Streams.Kafka.Producing;

/// <summary>
/// Learns from the client's statistics, once a second, since when a partition has had records that wait while none was acknowledged. So acknowledgements
/// cost nothing, and a leader that is still named but does not answer is found like one that is gone. Also tells which partitions have none.
/// </summary>
internal sealed class BlockedPartitions
{
    private readonly Dictionary<string, Dictionary<int, Wait>> _topics = [];
    private readonly HashSet<long> _brokersAway = [];
    private readonly HashSet<TopicPartition> _leaderless = [];
    private int _round;

    /// <summary>Adds the partitions that have waited longer than a time.</summary>
    public void Collect(TimeSpan longerThan, long now, long frequency, List<TopicPartition> blocked)
    {
        foreach (var (topic, partitions) in _topics)
        {
            foreach (var (partition, wait) in partitions)
            {
                if (wait.Round == _round && (now - wait.Since) / (double)frequency > longerThan.TotalSeconds)
                {
                    blocked.Add(new TopicPartition(topic, partition));
                }
            }
        }
    }

    /// <summary>Whether a partition has a leader, as far as the client knows.</summary>
    public bool HasLeader(TopicPartition partition) => !_leaderless.Contains(partition);

    /// <summary>Reads statistics as librdkafka reports them.</summary>
    public void Read(ReadOnlySpan<byte> json, long now)
    {
        _round++;
        _leaderless.Clear();
        var reader = new Utf8JsonReader(json);
        _ = reader.Read();
        while (NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("brokers"u8))
            {
                ReadBrokers(ref reader);
            }
            else if (reader.ValueTextEquals("topics"u8))
            {
                ReadTopics(ref reader, now);
            }
            else
            {
                Skip(ref reader);
            }
        }

        Sweep();
    }

    private static bool NextProperty(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    private static void Skip(ref Utf8JsonReader reader)
    {
        _ = reader.Read();
        reader.Skip();
    }

    private void ReadBrokers(ref Utf8JsonReader reader)
    {
        _brokersAway.Clear();
        _ = reader.Read();
        while (NextProperty(ref reader))
        {
            var id = -1L;
            var isUp = true;
            _ = reader.Read();
            while (NextProperty(ref reader))
            {
                if (reader.ValueTextEquals("nodeid"u8))
                {
                    id = ReadNumber(ref reader);
                }
                else if (reader.ValueTextEquals("state"u8))
                {
                    _ = reader.Read();
                    isUp = reader.ValueTextEquals("UP"u8);
                }
                else
                {
                    Skip(ref reader);
                }
            }

            if (!isUp)
            {
                _brokersAway.Add(id);
            }
        }
    }

    private void ReadTopics(ref Utf8JsonReader reader, long now)
    {
        _ = reader.Read();
        while (NextProperty(ref reader))
        {
            var topic = reader.GetString()!;
            _ = reader.Read();
            while (NextProperty(ref reader))
            {
                if (reader.ValueTextEquals("partitions"u8))
                {
                    ReadPartitions(ref reader, topic, now);
                }
                else
                {
                    Skip(ref reader);
                }
            }
        }
    }

    private void ReadPartitions(ref Utf8JsonReader reader, string topic, long now)
    {
        _ = reader.Read();
        while (NextProperty(ref reader))
        {
            _ = int.TryParse(reader.GetString(), CultureInfo.InvariantCulture, out var partition);
            var waiting = 0L;
            var acknowledged = 0L;
            var produced = 0L;
            var broker = -1L;
            var hasLeader = true;
            _ = reader.Read();
            while (NextProperty(ref reader))
            {
                if (reader.ValueTextEquals("msgq_cnt"u8) || reader.ValueTextEquals("xmit_msgq_cnt"u8) || reader.ValueTextEquals("msgs_inflight"u8))
                {
                    waiting += ReadNumber(ref reader);
                }
                else if (reader.ValueTextEquals("acked_msgid"u8))
                {
                    acknowledged = ReadNumber(ref reader);
                }
                else if (reader.ValueTextEquals("msgs"u8))
                {
                    produced = ReadNumber(ref reader);
                }
                else if (reader.ValueTextEquals("broker"u8))
                {
                    broker = ReadNumber(ref reader);
                }
                else if (reader.ValueTextEquals("leader"u8))
                {
                    hasLeader = ReadNumber(ref reader) >= 0;
                }
                else
                {
                    Skip(ref reader);
                }
            }

            if (!hasLeader && partition >= 0)
            {
                _leaderless.Add(new TopicPartition(topic, partition));
            }

            // A request that waits to be sent again, while its broker is away, is in none of the partition's counts.
            if (partition >= 0 && (waiting > 0 || (produced > acknowledged && _brokersAway.Contains(broker))))
            {
                Note(topic, partition, acknowledged, now);
            }
        }
    }

    private static long ReadNumber(ref Utf8JsonReader reader)
    {
        _ = reader.Read();
        return reader.TryGetInt64(out var number) ? number : 0;
    }

    private void Note(string topic, int partition, long acknowledged, long now)
    {
        if (!_topics.TryGetValue(topic, out var partitions))
        {
            _topics.Add(topic, partitions = []);
        }

        var goesOn = partitions.TryGetValue(partition, out var wait) && wait.Acknowledged == acknowledged && wait.Round == _round - 1;
        partitions[partition] = new Wait(goesOn ? wait.Since : now, acknowledged, _round);
    }

    /// <summary>Forgets topics of which nothing waits.</summary>
    private void Sweep()
    {
        foreach (var (topic, partitions) in _topics)
        {
            foreach (var (partition, wait) in partitions)
            {
                if (wait.Round != _round)
                {
                    partitions.Remove(partition);
                }
            }

            if (partitions.Count == 0)
            {
                _topics.Remove(topic);
            }
        }
    }

    /// <param name="Since">When it was first seen that records wait and none was acknowledged.</param>
    /// <param name="Acknowledged">The last record that was acknowledged, by the client's numbers.</param>
    /// <param name="Round">The statistics it was last seen in.</param>
    private readonly record struct Wait(long Since, long Acknowledged, int Round);
}
