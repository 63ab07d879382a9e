using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Restoration;

/// <summary>
/// What the restorers of one worker read changelogs with: one reader and one administrator, created when they are first needed. Worker only.
/// </summary>
internal sealed class ChangelogReader(IStreamsClient client, string clientId, Action wake)
{
    private CancellationTokenSource _closed = new();
    private readonly HashSet<TopicPartition> _lost = [];
    private IRecordReader? _reader;
    private ITopicAdmin? _admin;

    private IRecordReader Reader => _reader ??= client.CreateRecordReader(new RecordReaderSettings
    {
        ClientId = clientId,

        // Also at-least-once: the application may have run exactly-once before, and left transactions that were aborted.
        ReadCommitted = true,
        Wake = wake,
        OnPositionLost = (partition, _, _, _) => _lost.Add(partition),
    });

    private ITopicAdmin Admin => _admin ??= client.CreateAdmin();

    /// <summary>Serves the client.</summary>
    public void Poll() => _reader?.Poll();

    public void Start(TopicPartition partition, long offset)
    {
        _lost.Remove(partition);
        Reader.Add(partition, offset);
    }

    public void Stop(TopicPartition partition)
    {
        _lost.Remove(partition);
        _reader?.Remove(partition);
    }

    public RecordBatch? Take(TopicPartition partition, int most) => Reader.Take(partition, most);

    public long Position(TopicPartition partition) => Reader.Position(partition);

    /// <summary>True if the log no longer has the next offset to read.</summary>
    public bool IsLost(TopicPartition partition) => _lost.Contains(partition);

    /// <summary>Asks the cluster about a changelog partition.</summary>
    /// <returns>The answer; null if the topic, or the partition, does not exist.</returns>
    public async Task<ChangelogLog?> AskAsync(TopicPartition partition)
    {
        // In this order, so that a recreated topic is not taken for the one that the offsets belong to.
        var stable = await Admin.GetOffsetsAsync([partition], readCommitted: true, _closed.Token).ConfigureAwait(false);
        var end = await Admin.GetOffsetsAsync([partition], readCommitted: false, _closed.Token).ConfigureAwait(false);
        var ids = await Admin.GetTopicIdsAsync([partition.Topic], _closed.Token).ConfigureAwait(false);
        return stable.TryGetValue(partition, out var committed) && end.TryGetValue(partition, out var log) && ids.TryGetValue(partition.Topic, out var id)
            ? new ChangelogLog(log.Start, committed.End, log.End, id)
            : null;
    }

    /// <summary>Asks for the last stable offsets of changelog partitions.</summary>
    public async Task<IReadOnlyDictionary<TopicPartition, LogOffsets>> AskStableAsync(IReadOnlyCollection<TopicPartition> partitions) =>
        await Admin.GetOffsetsAsync(partitions, readCommitted: true, _closed.Token).ConfigureAwait(false);

    /// <summary>Closes the clients. They are created again when they are needed again.</summary>
    public void Close()
    {
        _closed.Cancel();
        _closed = new CancellationTokenSource();
        _lost.Clear();
        _reader?.Dispose();
        _reader = null;
        _admin?.Dispose();
        _admin = null;
    }
}
