using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Redriving;

/// <summary>
/// The committed offsets of a redrive's group. The group never has a member, so a redrive that was killed does not hold up another one: there is no
/// session to time out.
/// </summary>
internal sealed class RedriveProgress : IDisposable
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);

    private readonly string _topic;
    private readonly int _partitions;
    private readonly TransientRetry _retry;

    private RedriveProgress(IStreamsClient client, string topic, int partitions, RedriveOptions options)
    {
        _topic = topic;
        _partitions = partitions;
        _retry = new TransientRetry(options);
        var group = options.GroupOf(topic);
        Consumer = client.CreateConsumer(new ConsumerSettings { GroupId = group, ClientId = group, ReadCommitted = true, Wake = static () => { } });
    }

    /// <summary>A consumer that has not joined; it identifies the group to a transaction.</summary>
    public IStreamConsumer Consumer { get; }

    public static async Task<RedriveProgress> OpenAsync(IStreamsClient client, string topic, RedriveOptions options, CancellationToken cancellationToken)
    {
        using var admin = client.CreateAdmin();
        var counts = await admin.GetPartitionCountsAsync([topic], cancellationToken).ConfigureAwait(false);
        return counts.TryGetValue(topic, out var partitions)
            ? new RedriveProgress(client, topic, partitions, options)
            : throw new RedriveException($"The dead-letter topic '{topic}' does not exist on {client.Description}.");
    }

    /// <summary>Returns the redrive progress of each partition.</summary>
    public async Task<IReadOnlyList<PartitionProgress>> ReadAsync(CancellationToken cancellationToken)
    {
        TopicPartition[] partitions = [.. Enumerable.Range(0, _partitions).Select(partition => new TopicPartition(_topic, partition))];
        IReadOnlyList<OffsetCommit> committed = [];
        await _retry.RunAsync(() => committed = Consumer.Committed(partitions, CallTimeout), cancellationToken).ConfigureAwait(false);
        return [.. committed.Select(static commit => PartitionProgress.From(in commit))];
    }

    /// <summary>Commits outside a transaction.</summary>
    public Task CommitAsync(OffsetCommit commit, CancellationToken cancellationToken) =>
        _retry.RunAsync(() => Consumer.Commit([commit]), cancellationToken);

    public void Dispose() => Consumer.Dispose();
}
