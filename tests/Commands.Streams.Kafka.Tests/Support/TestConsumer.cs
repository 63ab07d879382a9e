using Commands.Streams.Clients;
using Commands.Streams.Kafka.Consuming;
using Commands.Streams.Kafka.Native;
using Commands.Streams.Records;

namespace Commands.Streams.Kafka.Tests.Support;

/// <summary>A consumer with a listener that notes what it hears, stepped by the test's thread.</summary>
internal sealed class TestConsumer : IRebalanceListener, IDisposable
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>The mock brokers rebalance a classic group that had members a second before the session time-out.</summary>
    public static readonly IReadOnlyDictionary<string, string> QuickClassicGroup = new Dictionary<string, string>
    {
        ["group.protocol"] = "classic",
        ["session.timeout.ms"] = "1500",
        ["heartbeat.interval.ms"] = "300",
    };

    private readonly AutoResetEvent _signal = new(false);

    public TestConsumer(
        string bootstrapServers,
        string groupId,
        IReadOnlyDictionary<string,
        string>? options = null,
        Func<ConsumerSettings,
        ConsumerSettings>? configure = null,
        TimeProvider? time = null)
    {
        var all = new Dictionary<string, string>(options ?? QuickClassicGroup) { ["bootstrap.servers"] = bootstrapServers };
        var settings = new ConsumerSettings { GroupId = groupId, ClientId = "reader", Wake = () => { Interlocked.Increment(ref _wakeUps); _signal.Set(); } };
        var callbacks = new NativeCallbacks { Error = Errors.Add };
        Consumer = new KafkaStreamConsumer(all, configure?.Invoke(settings) ?? settings, callbacks, time);
    }

    private int _wakeUps;

    public KafkaStreamConsumer Consumer { get; }

    public List<NativeError> Errors { get; } = [];

    public HashSet<TopicPartition> Assigned { get; } = [];

    public List<string> Events { get; } = [];

    public Action<string, IReadOnlyList<TopicPartition>>? OnEvent { get; set; }

    public int WakeUps => Volatile.Read(ref _wakeUps);

    public void Subscribe(params string[] topics) => Consumer.Subscribe(new TopicSubscription(topics, []), this);

    /// <summary>Polls whenever woken until a condition holds.</summary>
    public void PollUntil(Func<bool> condition, string what)
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (true)
        {
            Consumer.Poll();
            if (condition())
            {
                return;
            }

            if (TimeProvider.System.GetElapsedTime(begin) > Deadline)
            {
                Assert.Fail($"Not in time: {what}. Events: {string.Join("; ", Events)}. Errors: {string.Join("; ", Errors)}");
            }

            _signal.WaitOne(50);
        }
    }

    /// <summary>Polls nothing until the client has something to say.</summary>
    public void WaitForWakeUp()
    {
        var before = WakeUps;
        do
        {
            _signal.WaitOne(Deadline).Should().BeTrue("the client wakes the worker");
        }
        while (WakeUps == before);
    }

    /// <summary>Takes records of a partition until there are so many.</summary>
    public List<TakenRecord> TakeRecords(TopicPartition partition, int count)
    {
        var records = new List<TakenRecord>();
        PollUntil(
            () =>
            {
                while (records.Count < count && Consumer.Take(partition, count - records.Count) is { } batch)
                {
                    using (batch)
                    {
                        records.AddRange(TakenRecord.All(batch));
                    }
                }

                return records.Count >= count;
            },
            $"{count} records of {partition}");
        return records;
    }

    public void OnPartitionsAssigned(IReadOnlyList<TopicPartition> partitions)
    {
        Assigned.UnionWith(partitions);
        Note("assigned", partitions);
    }

    public void OnPartitionsRevoked(IReadOnlyList<TopicPartition> partitions)
    {
        Assigned.ExceptWith(partitions);
        Note("revoked", partitions);
    }

    public void OnPartitionsLost(IReadOnlyList<TopicPartition> partitions)
    {
        Assigned.ExceptWith(partitions);
        Note("lost", partitions);
    }

    public void OnPositionLost(TopicPartition partition, long position, long logStart, long logEnd)
    {
        Events.Add($"position lost {partition} {position} {logStart} {logEnd}");
        OnEvent?.Invoke("position lost", [partition]);
    }

    public void Dispose()
    {
        Consumer.Dispose();
        _signal.Dispose();
    }

    private void Note(string what, IReadOnlyList<TopicPartition> partitions)
    {
        Events.Add($"{what} {string.Join(" ", partitions)}");
        OnEvent?.Invoke(what, partitions);
    }
}
