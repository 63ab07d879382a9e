namespace Commands.Streams.Messaging;

/// <summary>What Kafka allows as the name of a topic.</summary>
internal static class TopicRules
{
    /// <summary>The longest name, in characters, which are bytes too.</summary>
    public const int MaxLength = 249;

    public static void Check(string topic, int partitions, string what)
    {
        ArgumentNullException.ThrowIfNull(topic);
        if (!IsName(topic))
        {
            throw new ArgumentException(
                $"The {what} is named '{topic}', which Kafka does not allow as a topic. " +
                $"Use 1 to {MaxLength} of the characters a-z, A-Z, 0-9, '.', '_' and '-'.",
                nameof(topic));
        }

        if (partitions < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(partitions), partitions, $"The {what} '{topic}' is defined with {partitions} partitions. Give 1 or more.");
        }
    }

    public static bool IsName(ReadOnlySpan<char> topic)
    {
        if (topic.Length is 0 or > MaxLength || topic is "." or "..")
        {
            return false;
        }

        foreach (var character in topic)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('.' or '_' or '-'))
            {
                return false;
            }
        }

        return true;
    }
}
