using Commands.Streams.Clients;
using Commands.Streams.Processors;

namespace Commands.Streams.Redriving;

/// <summary>Finds the topics and partitions that letters are written to.</summary>
internal sealed class RedriveTargets(IStreamsClient client, string deadLetterTopic, RedriveOptions options) : IDisposable
{
    private readonly ITopicAdmin _admin = client.CreateAdmin();
    private readonly Dictionary<string, int> _partitionCounts = [];

    /// <summary>Returns the topic for a letter, after checking that it exists.</summary>
    /// <exception cref="RedriveException">The letter lacks its key or value, names no topic, or names one that does not exist.</exception>
    public async ValueTask<string> FindAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        if (letter.Omitted is { } omitted && (omitted.Contains("value", StringComparison.Ordinal) || omitted.Contains("key", StringComparison.Ordinal)))
        {
            throw new RedriveException(
                $"Dead letter {letter} does not hold the whole record ({omitted}), because its topic does not accept one that large. Exclude the letter, and " +
                $"take the record from {letter.OriginalTopic}-{letter.OriginalPartition}@{letter.OriginalOffset} if it is still there.");
        }

        var topic = options.To ?? letter.OriginalTopic ?? throw new RedriveException(
            $"Dead letter {letter} does not name its original topic, so it cannot be put back. Choose a topic to write to, or exclude the letter.");
        if (topic == deadLetterTopic)
        {
            throw new RedriveException(
                $"Dead letter {letter} names the dead-letter topic itself as its original topic. Choose a topic to write to, or exclude the letter.");
        }

        if (!_partitionCounts.ContainsKey(topic))
        {
            var counts = await _admin.GetPartitionCountsAsync([topic], cancellationToken).ConfigureAwait(false);
            _partitionCounts[topic] = counts.TryGetValue(topic, out var count) ? count : throw new RedriveException(
                $"Dead letter {letter} would go to topic '{topic}', which does not exist. Create it, or choose another topic to write to.");
        }

        return topic;
    }

    /// <summary>Returns the partition of a letter in a topic that has been found.</summary>
    public int Partition(DeadLetter letter, string topic)
    {
        var count = _partitionCounts[topic];
        var original = topic == letter.OriginalTopic && letter.OriginalPartition is { } partition && partition < count ? partition : (int?)null;
        return letter.Key is null ? original ?? ProduceRecord.AnyPartition
            : options.ByKey ? Murmur2.Partition(letter.Key, count)
            : original ?? Murmur2.Partition(letter.Key, count);
    }

    public void Dispose() => _admin.Dispose();
}
