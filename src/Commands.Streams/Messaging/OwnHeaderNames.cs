using Commands.Streams.Interop;
using Commands.Streams.Records;

namespace Commands.Streams.Messaging;

/// <summary>The custom header names of a profile, which readers do not know by default, with the names they stand for.</summary>
internal sealed class OwnHeaderNames
{
    private readonly (string Own, string Known)[] _names;

    private OwnHeaderNames(CommandProfile profile, (string Own, string Known)[] names)
    {
        CorrelationId = profile.CorrelationIdHeader;
        _names = names;
    }

    /// <summary>The custom name under which the correlation id is also returned.</summary>
    public string CorrelationId { get; }

    /// <summary>Returns the custom names of a profile; null if all of its names are known.</summary>
    public static OwnHeaderNames? Of(CommandProfile profile)
    {
        (string Own, string Known)[] own =
        [
            .. new[]
            {
                (profile.CorrelationIdHeader, CommandHeaders.CorrelationId),
                (profile.ReplyTopicHeader, CommandHeaders.ReplyTopic),
                (profile.ReplyPartitionHeader, CommandHeaders.ReplyPartition),
            }.Where(static pair => !IsKnown(pair.Item1)),
        ];
        return own.Length == 0 ? null : new OwnHeaderNames(profile, own);
    }

    /// <summary>Returns the headers with the values of custom names repeated under the known names.</summary>
    public Headers Translate(Headers headers)
    {
        foreach (var (own, known) in _names)
        {
            if (headers.Last(own) is { } value)
            {
                headers = headers.Set(known, value);
            }
        }

        return headers;
    }

    private static bool IsKnown(string name) => name is
        CommandHeaders.CorrelationId or CommandHeaders.ReplyTopic or CommandHeaders.ReplyPartition or
        SmallRyeHeaders.CorrelationId or SmallRyeHeaders.ReplyTopic or SmallRyeHeaders.ReplyPartition;
}
