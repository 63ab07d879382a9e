using Commands.Streams.Clients;
using Commands.Streams.Processors;

namespace Commands.Streams.Redriving;

/// <summary>Where letters go.</summary>
internal sealed class RedriveTargets(IStreamsClient client, string deadLetterTopic, RedriveOptions options) : IDisposable
{
    private readonly ITopicAdmin _admin = client.CreateAdmin();
    private readonly Dictionary<string, int> _partitionCounts = [];

    /// <summary>The topic a letter goes to; it is there.</summary>
    /// <exception cref="RedriveException">The letter lacks its key or value, or names no topic, or one that does not exist.</exception>
    public async ValueTask<string> FindAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        if (letter.Omitted is { } omitted && (omitted.Contains("value", StringComparison.Ordinal) || omitted.Contains("key", StringComparison.Ordinal)))
        {
            throw new RedriveException(
                $"Dead letter {letter} does not hold the whole record ({omitted}), because its topic takes none so large. Leave the letter out, and " +
                "take the record from " +
                $"{letter.OriginalTopic}-{letter.OriginalPartition}@{letter.OriginalOffset} if it is still there.");
        }

        var topic = options.To ?? letter.OriginalTopic ?? throw new RedriveException(
            $"Dead letter {letter} does not say which topic it comes from, so it cannot be put back. Name a topic to write to, or leave the letter out.");
        if (topic == deadLetterTopic)
        {
            throw new RedriveException(
                $"Dead letter {letter} says that it comes from the dead-letter topic itself. Name a topic to write to, or leave the letter out.");
        }

        if (!_partitionCounts.ContainsKey(topic))
        {
            var counts = await _admin.GetPartitionCountsAsync([topic], cancellationToken).ConfigureAwait(false);
            _partitionCounts[topic] = counts.TryGetValue(topic, out var count) ? count : throw new RedriveException(
                $"Dead letter {letter} would go to topic '{topic}', which does not exist. Create it, or name another topic to write to.");
        }

        return topic;
    }

    /// <summary>The partition of a topic that was found.</summary>
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
