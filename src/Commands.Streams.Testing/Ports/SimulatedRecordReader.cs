using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Testing.Ports;

/// <summary>Reads partitions of a <see cref="SimulatedCluster"/> without a group. Only a partition that has a leader tells anything.</summary>
internal sealed class SimulatedRecordReader : IRecordReader
{
    private readonly SimulatedCluster _cluster;
    private readonly RecordReaderSettings _settings;
    private readonly LogFetches _fetches;
    private readonly Dictionary<TopicPartition, long> _starts = [];
    private readonly Dictionary<TopicPartition, FetchPosition> _positions = [];
    private readonly List<TopicPartition> _lost = [];

    public SimulatedRecordReader(SimulatedCluster cluster, RecordReaderSettings settings)
    {
        _cluster = cluster;
        _settings = settings;
        _fetches = new LogFetches(cluster, settings.ReadCommitted);
        lock (cluster.Gate)
        {
            cluster.Register(settings.Wake);
        }
    }

    public void Add(TopicPartition partition, long offset)
    {
        if (offset != Offsets.Beginning)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(offset);
        }

        Remove(partition);
        _starts[partition] = offset;
    }

    public void Remove(TopicPartition partition)
    {
        _starts.Remove(partition);
        _positions.Remove(partition);
        _lost.Remove(partition);
    }

    public void Poll()
    {
        foreach (var partition in _lost.ToArray())
        {
            if (_lost.Remove(partition))
            {
                long position, start, end;
                lock (_cluster.Gate)
                {
                    var log = _positions[partition].Log;
                    (position, start, end) = (_positions[partition].Next!.Value, log.StartOffset, log.EndFor(_settings.ReadCommitted));
                }

                _settings.OnPositionLost(partition, position, start, end);
            }
        }
    }

    public RecordBatch? Take(TopicPartition partition, int maxRecords)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRecords, 1);
        lock (_cluster.Gate)
        {
            var position = FindPosition(partition);
            if (position is null || position.IsLost)
            {
                return null;
            }

            if (position.IsInLog)
            {
                return _fetches.Take(position, maxRecords);
            }

            position.IsLost = true;
            _lost.Add(partition);
            _settings.Wake();
            return null;
        }
    }

    public long Position(TopicPartition partition)
    {
        var start = GetStart(partition);
        return _positions.TryGetValue(partition, out var position) ? position.Next!.Value : start >= 0 ? start : Offsets.Unknown;
    }

    public void Dispose()
    {
        _starts.Clear();
        _positions.Clear();
        _lost.Clear();
        lock (_cluster.Gate)
        {
            _cluster.Unregister(_settings.Wake);
        }
    }

    /// <summary>Null while there is nobody to ask.</summary>
    private FetchPosition? FindPosition(TopicPartition partition)
    {
        var start = GetStart(partition);
        if (_cluster.Topics.FindLog(partition) is not { } log || !_cluster.HasLeader(log))
        {
            return null;
        }

        if (!_positions.TryGetValue(partition, out var position))
        {
            position = new FetchPosition(log) { Next = start >= 0 ? start : log.StartOffset };
            _positions.Add(partition, position);
        }
        else if (position.Log != log)
        {
            position.MoveTo(log);
        }

        return position;
    }

    private long GetStart(TopicPartition partition) => _starts.TryGetValue(partition, out var start)
        ? start
        : throw new InvalidOperationException($"Partition {partition} is not being read; call {nameof(IRecordReader.Add)} first.");
}
