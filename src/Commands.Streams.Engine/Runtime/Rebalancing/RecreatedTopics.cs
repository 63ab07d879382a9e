using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Runtime.Watching;
using Commands.Streams.Runtime.Workers;
using Commands.Streams.Tasks.Progress;

namespace Commands.Streams.Runtime.Rebalancing;

/// <summary>
/// What a worker does about topics that were deleted and created again: while it runs, it joins again and starts anew; what was committed for the old topic
/// counts no more. Worker only.
/// </summary>
internal sealed class RecreatedTopics(RuntimeSettings settings, WorkerTasks tasks)
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Two looks of the watch: then every process knows, and nobody commits offsets of the old topic any more.</summary>
    private static readonly TimeSpan UntilAllKnow = 2 * TopicWatch.Period;

    private readonly HashSet<TopicPartition> _openedAnew = [];
    private int _generation = settings.Topics.Generation;
    private int _generationBefore = settings.Topics.Generation;
    private long _noticedAt;

    /// <summary>New clients are made: what they read, they read from the topics of now.</summary>
    public void BeginAnew() => TryNotice();

    /// <summary>Looks, once per turn, whether a topic that is read here was created again.</summary>
    /// <exception cref="TaskMigratedException">It was.</exception>
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

    /// <summary>Asks the cluster which topic it is that has a name now.</summary>
    /// <exception cref="TaskMigratedException">Not the one that the worker knows.</exception>
    public void Ask(IStreamConsumer consumer, string topic)
    {
        foreach (var (_, id) in consumer.TopicIds([topic], AnswerTimeout))
        {
            settings.Topics.Update(topic, id);
        }

        // Somebody else in the process may have heard of it meanwhile.
        if (settings.Topics.IsCreatedAgain(topic, _generation))
        {
            throw CreatedAgain(topic);
        }
    }

    /// <summary>Asks for the ids of topics, and for that of the cluster, if they are not known yet.</summary>
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
    /// Puts the beginning of the log in the place of commits that were made for a topic that is gone: all of the new one is new. Offsets without an anchor
    /// are those of tools, which mean what they say; those from another cluster were translated by whoever copied them.
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
                // This process may be the one whose knowledge is old.
                Ask(consumer, topic);
                ApplicationLog.CreatedAgain(settings.Logger, settings.ApplicationId, topic);
            }

            corrected.Add(isFormer ? new OffsetCommit(commit.Partition, Offsets.Beginning, null) : commit);
        }

        return corrected;
    }

    /// <summary>
    /// Soon after a topic was created again, what is committed without an anchor may be an offset of the old one, from somebody who does not know yet.
    /// </summary>
    private bool IsDoubtful(TopicPartition partition) =>
        settings.Topics.IsCreatedAgain(partition.Topic, _generationBefore) &&
        settings.TimeProvider.GetElapsedTime(_noticedAt) < UntilAllKnow &&
        _openedAnew.Add(partition);

    /// <summary>Whether a topic was created again since the last look.</summary>
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

    /// <summary>Whoever gets the partitions next may not know that what was committed counts no more.</summary>
    private static void CommitStarts(IStreamConsumer consumer, List<OffsetCommit> starts)
    {
        try
        {
            consumer.Commit(starts);
        }
        catch (ClientException exception) when (exception.Kind != ClientErrorKind.Fatal)
        {
            // Whoever gets them soon begins there anyway.
        }
    }

    private static TaskMigratedException CreatedAgain(string topic) => new(
        $"Topic '{topic}' was deleted and recreated.", new InvalidOperationException("The offsets of the old topic are meaningless in the new one."));
}
