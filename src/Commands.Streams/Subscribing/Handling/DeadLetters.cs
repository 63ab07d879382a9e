using Commands.Streams.Records;

namespace Commands.Streams.Subscribing.Handling;

/// <summary>What a dead-letter topic must be.</summary>
internal static class DeadLetters
{
    public static string Check(string topic, string commandTopic)
    {
        TopicNames.ThrowIfInvalid(topic, "dead-letter topic", nameof(topic));
        return topic != commandTopic ? topic : throw new ArgumentException(
            $"Commands and their dead letters are both in topic '{topic}', so each dead letter would be read as a command. " +
            "Give dead letters a topic of their own.",
            nameof(topic));
    }
}
