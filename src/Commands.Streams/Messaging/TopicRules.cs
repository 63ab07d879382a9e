using Commands.Streams.Records;

namespace Commands.Streams.Messaging;

/// <summary>What a stream's topic must be.</summary>
internal static class TopicRules
{
    public static void Check(string topic, int partitions, string what)
    {
        TopicNames.ThrowIfInvalid(topic, what, nameof(topic));
        if (partitions < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(partitions), partitions, $"The {what} '{topic}' is defined with {partitions} partitions. Give 1 or more.");
        }
    }
}
