using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Runtime.Watching;
using Commands.Streams.Runtime.Workers;
using Commands.Streams.Tasks.Progress;

namespace Commands.Streams.Runtime.Rebalancing;

/// <summary>
/// Handles topics that were deleted and recreated. A running worker rejoins the group and reads the new topic from its beginning; offsets committed for the old
/// topic no longer count. Worker only.
/// </summary>
internal sealed class RecreatedTopics(RuntimeSettings settings, WorkerTasks tasks)
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Two periods of the watch. By then every process has noticed, and nobody commits offsets of the old topic any more.</summary>
    private static readonly TimeSpan UntilAllKnow = 2 * TopicWatch.Period;

    private readonly HashSet<TopicPartition> _openedAnew = [];
    private int _generation = settings.Topics.Generation;
    private int _generationBefore = settings.Topics.Generation;
    private long _noticedAt;

    /// <summary>Called when new clients have been created: they read the current topics.</summary>
    public void BeginAnew() => TryNotice();

    /// <summary>Checks, once per turn, if a topic that this worker reads has been recreated.</summary>
    /// <exception cref="TaskMigratedException">A topic has been recreated.</exception>
    public void ThrowIfAny(IStreamConsumer consumer)
    {
        if (!TryNotice())
        {
            return;
        }

        List<OffsetCommit> starts = [];
        foreach (var assigned in tasks.All)
        {
            foreach (var partition in assigned.Partitions)
            {
                if (settings.Topics.IsCreatedAgain(partition.Topic, _generationBefore))
                {
                    starts.Add(new OffsetCommit(partition, 0, null));
                }
            }
        }

        if (starts.Count > 0)
        {
            CommitStarts(consumer, starts);
            throw CreatedAgain(starts[0].Partition.Topic);
        }
    }

    /// <summary>Asks the cluster for a topic's current id.</summary>
    /// <exception cref="TaskMigratedException">It is not the id that the worker knows.</exception>
    public void Ask(IStreamConsumer consumer, string topic)
    {
        foreach (var (_, id) in consumer.TopicIds([topic], AnswerTimeout))
        {
            settings.Topics.Update(topic, id);
        }

        // Not just the id of this answer: another worker of the process may have noticed meanwhile.
        if (settings.Topics.IsCreatedAgain(topic, _generation))
        {
            throw CreatedAgain(topic);
        }
    }

    /// <summary>Asks for the ids of the topics and of the cluster if they are not known yet.</summary>
    public void Learn(IStreamConsumer consumer, IReadOnlyList<TopicPartition> partitions)
    {
        if (!settings.Topics.IsClusterKnown)
        {
            settings.Topics.UpdateCluster(consumer.ClusterId(AnswerTimeout));
        }

        List<string> unknown = [.. partitions
            .Select(partition => partition.Topic)
            .Where(topic => settings.Topics.IdentityOf(topic).Id == Guid.Empty)
            .Distinct()];
        if (unknown.Count > 0)
        {
            foreach (var (topic, id) in consumer.TopicIds(unknown, AnswerTimeout))
            {
                settings.Topics.Update(topic, id);
            }
        }
    }

    /// <summary>
    /// Replaces offsets that were committed for a deleted topic with the beginning of the log, because every record of the new topic is new. Offsets without an
    /// anchor come from tools and are taken literally; offsets from another cluster were translated by whoever copied them.
    /// </summary>
    public IReadOnlyList<OffsetCommit> Correct(IStreamConsumer consumer, IReadOnlyList<OffsetCommit> committed)
    {
        var corrected = new List<OffsetCommit>(committed.Count);
        HashSet<string> named = [];
        foreach (var commit in committed)
        {
            var topic = commit.Partition.Topic;
            var anchor = CommitMetadata.TopicOf(in commit);
            var isFormer = anchor?.IsFormerOf(settings.Topics.IdentityOf(topic)) ?? IsDoubtful(commit.Partition);
            if (isFormer && anchor is not null && named.Add(topic))
            {
                // This process may be the one with outdated knowledge.
                Ask(consumer, topic);
                ApplicationLog.CreatedAgain(settings.Logger, settings.ApplicationId, topic);
            }

            corrected.Add(isFormer ? new OffsetCommit(commit.Partition, Offsets.Beginning, null) : commit);
        }

        return corrected;
    }

    /// <summary>
    /// True if an offset without an anchor may belong to the old topic. Soon after a topic has been recreated, a process that has not noticed yet may have
    /// committed it.
    /// </summary>
    private bool IsDoubtful(TopicPartition partition) =>
        settings.Topics.IsCreatedAgain(partition.Topic, _generationBefore) &&
        settings.TimeProvider.GetElapsedTime(_noticedAt) < UntilAllKnow &&
        _openedAnew.Add(partition);

    /// <summary>True if a topic has been recreated since the last call.</summary>
    private bool TryNotice()
    {
        var generation = settings.Topics.Generation;
        if (generation == _generation)
        {
            return false;
        }

        (_generationBefore, _generation) = (_generation, generation);
        _noticedAt = settings.TimeProvider.GetTimestamp();
        _openedAnew.Clear();
        return true;
    }

    /// <summary>Commits the beginnings, because the next owner of the partitions may not know that the committed offsets are void.</summary>
    private static void CommitStarts(IStreamConsumer consumer, List<OffsetCommit> starts)
    {
        try
        {
            consumer.Commit(starts);
        }
        catch (ClientException exception) when (exception.Kind != ClientErrorKind.Fatal)
        {
            // A new owner that takes over soon begins there anyway.
        }
    }

    private static TaskMigratedException CreatedAgain(string topic) => new(
        $"Topic '{topic}' was deleted and recreated.", new InvalidOperationException("The offsets of the old topic are meaningless in the new one."));
}
