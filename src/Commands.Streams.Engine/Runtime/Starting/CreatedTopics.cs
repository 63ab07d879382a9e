using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Runtime.Starting;

/// <summary>Creates topics, and waits a moment until the cluster lists them: brokers hear of new topics one after the other.</summary>
internal sealed class CreatedTopics(ITopicAdmin admin, TimeProvider timeProvider)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Creates the topics that do not exist.</summary>
    /// <returns>The partition counts of those that the cluster lists.</returns>
    public async Task<IReadOnlyDictionary<string, int>> MakeAsync(IReadOnlyCollection<TopicSpecification> topics, CancellationToken cancellationToken)
    {
        await admin.CreateTopicsAsync(topics, cancellationToken).ConfigureAwait(false);
        string[] names = [.. topics.Select(topic => topic.Name)];
        var began = timeProvider.GetTimestamp();
        while (true)
        {
            var listed = await admin.GetPartitionCountsAsync(names, cancellationToken).ConfigureAwait(false);
            if (names.All(listed.ContainsKey) || timeProvider.GetElapsedTime(began) >= LongestWait)
            {
                return listed;
            }

            await Task.Delay(Pause, timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }
}
