using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Testing.Brokers;

namespace Commands.Streams.Testing.Ports;

/// <summary>
/// Reads a topic of a <see cref="SimulatedCluster"/> from its ends. Hands records out on a pool thread, or when a simulation wants it to, one batch at a
/// time, whenever something may have been written.
/// </summary>
internal sealed class SimulatedReader : ITopicReader, IThreadPoolWorkItem
{
    private readonly SimulatedCluster _cluster;
    private readonly TopicReaderSettings _settings;
    private readonly List<long> _next = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action _wake;
    private readonly BrokerTopic? _topic;
    private readonly Guid _topicId;
    private int _wakes;
    private int _turns;
    private bool _isWithheld;
    private bool _isClosed;

    public SimulatedReader(SimulatedCluster cluster, TopicReaderSettings settings)
    {
        _cluster = cluster;
        _settings = settings;
        _wake = Wake;
        lock (cluster.Gate)
        {
            if (cluster.Topics.Find(settings.Topic) is not { } topic)
            {
                Ready = Task.FromException(BrokerErrors.UnknownTopic(settings.Topic));
                _ = Ready.Exception;
                return;
            }

            (_topic, _topicId) = (topic, topic.Id);
            _next.AddRange(topic.Logs.Select(log => log.EndFor(settings.ReadCommitted)));
            cluster.RegisterReader(_wake);
            Ready = Task.CompletedTask;
        }
    }

    public Task Ready { get; }

    public ClientException? Failure
    {
        get
        {
            lock (_cluster.Gate)
            {
                return _topic is null || _topic.Id == _topicId ? null : BrokerErrors.RecreatedTopic(_settings.Topic);
            }
        }
    }

    public void Execute()
    {
        lock (_cluster.Gate)
        {
            if (_isClosed)
            {
                return;
            }

            _turns++;
            _isWithheld = false;
        }

        HandOut();
        bool goesOn;
        lock (_cluster.Gate)
        {
            goesOn = _isWithheld && !_isClosed;
            if (--_turns == 0 && _isClosed)
            {
                _ended.TrySetResult();
            }
        }

        if (goesOn)
        {
            Wake();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Ready.IsFaulted)
        {
            return;
        }

        lock (_cluster.Gate)
        {
            _cluster.UnregisterReader(_wake);
            _isClosed = true;
            if (_turns == 0)
            {
                return;
            }
        }

        await _ended.Task.ConfigureAwait(false);
    }

    private void HandOut()
    {
        int served;
        do
        {
            served = Volatile.Read(ref _wakes);
            while (TakeBatch() is { } batch)
            {
                _settings.OnRecords(batch);
            }
        }
        while (Interlocked.CompareExchange(ref _wakes, 0, served) != served);
    }

    private void Wake()
    {
        if (Interlocked.Increment(ref _wakes) == 1)
        {
            _cluster.Network.GoOn(this);
        }
    }

    private InMemoryRecordBatch? TakeBatch()
    {
        lock (_cluster.Gate)
        {
            if (_isClosed || Failure is not null)
            {
                return null;
            }

            _cluster.Transactions.Expire();
            var logs = _cluster.Topics.Get(_settings.Topic).Logs;
            for (var partition = 0; partition < logs.Count; partition++)
            {
                if (_next.Count == partition)
                {
                    _next.Add(0);
                }

                if (TakeBatch(logs[partition]) is { } batch)
                {
                    return batch;
                }
            }

            return null;
        }
    }

    private InMemoryRecordBatch? TakeBatch(PartitionLog log)
    {
        var number = log.Partition.Partition;
        var records = new List<InMemoryRecord>();
        var end = log.EndFor(_settings.ReadCommitted);
        _next[number] = Math.Max(_next[number], log.StartOffset);
        var limit = _next[number] >= end ? end : _cluster.HasLeader(log) ? _next[number] + _cluster.Network.Fetch(end - _next[number]) : _next[number];
        _isWithheld |= limit < end;
        for (; _next[number] < limit; _next[number]++)
        {
            var entry = log[_next[number]];
            if (entry.IsVisible(_settings.ReadCommitted))
            {
                records.Add(entry.Record);
            }
        }

        return records.Count == 0 ? null : new InMemoryRecordBatch(log.Partition, [.. records]);
    }
}
