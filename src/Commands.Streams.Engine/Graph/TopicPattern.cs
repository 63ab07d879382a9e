using System.Text.RegularExpressions;

namespace Commands.Streams.Graph;

/// <summary>A topic pattern must match the whole name of a topic, as in Kafka.</summary>
internal static class TopicPattern
{
    public static bool IsWholeMatch(Regex pattern, string topic)
    {
        for (var match = pattern.Match(topic); match.Success; match = match.NextMatch())
        {
            if (match.Index == 0 && match.Length == topic.Length)
            {
                return true;
            }
        }

        return Regex.IsMatch(topic, $"^(?:{pattern})$", pattern.Options);
    }
}
