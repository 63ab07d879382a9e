using System.Text;
using Commands.Streams.Interop;
using Commands.Streams.Messaging;
using Commands.Streams.Records;

namespace Commands.Streams.Subscribing;

/// <summary>
/// The topics that a subscriber writes responses to: its response stream, and those that its patterns allow. Never the topics it reads or keeps
/// commands in, even if a pattern matches: a response there would be read as a command or a dead letter.
/// </summary>
internal sealed class ReplyTopics(string responseTopic, IReadOnlyList<string> patterns, Predicate<string> holdsCommands)
{
    private const char Wildcard = '*';

    private readonly byte[] _responseTopicBytes = Encoding.UTF8.GetBytes(responseTopic);

    /// <summary>The response stream's topic.</summary>
    public string Default => responseTopic;

    /// <summary>Finds the address of a response.</summary>
    /// <returns>Null, or the reason why the command is refused; the address is then the response stream.</returns>
    public CommandError? Find(Headers headers, out ReplyAddress address)
    {
        if (headers.Count == 0 || HeadersExtensions.ReplyTopicBytes(headers) is not { } bytes || bytes.AsSpan().SequenceEqual(_responseTopicBytes))
        {
            address = new ReplyAddress(responseTopic, headers.GetReplyPartition());
            return null;
        }

        if (headers.GetReplyTopic() is { } topic && IsAllowed(topic))
        {
            address = new ReplyAddress(topic, headers.GetReplyPartition());
            return null;
        }

        address = new ReplyAddress(responseTopic, null);
        return new CommandError(
            CommandErrors.ReplyTopicNotAllowed,
            $"The command asks for its response in topic '{HeaderText.Decode(bytes, TopicNames.MaxLength)}', which its subscriber does not allow. Use an " +
            "allowed topic, or add this one with AllowReplyTo(...).");
    }

    /// <summary>True if a pattern is valid: a topic name, or the prefix of one that ends in <c>*</c>.</summary>
    public static bool IsPattern(string pattern) => pattern is [.., Wildcard]
        ? pattern.Length == 1 || pattern[..^1] is "." or ".." || TopicNames.IsValid(pattern.AsSpan(0, pattern.Length - 1))
        : TopicNames.IsValid(pattern);

    public bool IsAllowed(string topic)
    {
        if (topic == responseTopic)
        {
            return true;
        }

        if (holdsCommands(topic))
        {
            return false;
        }

        foreach (var pattern in patterns)
        {
            if (pattern[^1] == Wildcard ? topic.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1)) : topic == pattern)
            {
                return true;
            }
        }

        return false;
    }
}
