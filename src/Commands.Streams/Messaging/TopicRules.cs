using Commands.Streams.Records;

namespace Commands.Streams.Messaging;

/// <summary>The rules for the topic of a stream.</summary>
internal static class TopicRules
{
    public static void Check(string topic, int partitions, string what)
    {
        TopicNames.ThrowIfInvalid(topic, what, nameof(topic));
        if (partitions < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(partitions), partitions, $"The {what} '{topic}' is defined with {partitions} partitions. Use 1 or more.");
        }
    }
}
