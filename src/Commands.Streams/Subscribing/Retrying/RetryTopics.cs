using System.Globalization;
using Commands.Streams.Advanced;
using Commands.Streams.Interop;
using Commands.Streams.Messaging;
using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.Serialization;

namespace Commands.Streams.Subscribing.Retrying;

/// <summary>
/// The topics that failed commands wait in, one for each delay: their names, and what a command's headers say there. Level 0 is the command topic, level n
/// the n-th retry topic.
/// </summary>
internal sealed class RetryTopics
{
    /// <summary>More tries than anybody makes: a larger number is a stranger's.</summary>
    private const int MostAttempts = 1_000_000_000;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    private readonly RetryOrder _order;
    private readonly string _commandTopic;
    private readonly TimeSpan[] _delays;

    public RetryTopics(string commandTopic, RetryOrder order, IReadOnlyList<TimeSpan> delays)
    {
        ArgumentNullException.ThrowIfNull(delays);
        if (delays.Count == 0)
        {
            throw new ArgumentException(
                "There is no delay, so nothing would be retried later. Pass one for each later attempt, or omit the call.", nameof(delays));
        }

        foreach (var delay in delays)
        {
            if (delay < TimeSpan.FromMilliseconds(1) || delay > Longest)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(delays), delay, $"A delay in a retry topic must be from 1 ms to {Longest.Days} days, not {delay}.");
            }
        }

        _commandTopic = commandTopic;
        _delays = [.. delays];
        _order = order;
        Names = [.. _delays.Select((_, index) => $"{commandTopic}-retry-{index + 1}")];
        foreach (var name in Names)
        {
            TopicNames.ThrowIfInvalid(name, "retry topic", nameof(commandTopic));
        }
    }

    /// <summary>The serde of the stream's keys, whose bytes say which keys are equal if their type does not.</summary>
    public required object KeySerde { get; init; }

    public bool IsStrict => _order == RetryOrder.Strict;

    /// <summary>The topics' names in the topology; level n has index n - 1. In the cluster they follow the application's id.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The same, as the cluster has them.</summary>
    public IEnumerable<string> InCluster(string applicationId) => Names.Select(name => $"{applicationId}-{name}");

    /// <summary>Which level a command was read from.</summary>
    /// <param name="topic">The topic's name in the cluster.</param>
    public int LevelOf(string? topic)
    {
        if (topic is null || topic == _commandTopic)
        {
            return 0;
        }

        for (var i = 0; i < Names.Count; i++)
        {
            if (IsNamed(topic, Names[i]))
            {
                return i + 1;
            }
        }

        return 0;
    }

    /// <summary>The next delay for a command that has used this many; null after the last.</summary>
    public TimeSpan? DelayAfter(int delays) => delays < _delays.Length ? _delays[delays] : null;

    /// <summary>
    /// When a command in a retry topic is due; what cannot be read is so at once. Nothing waits longer than the topic's delay from when it is seen, so neither
    /// another clock nor a strange header blocks the topic.
    /// </summary>
    public long DueTimeOf(string topic, Headers headers, long now)
    {
        var due = Number(headers, CommandHeaders.Due) ?? 0;
        return due <= now ? due : Math.Min(due, now + (long)_delays[Math.Max(LevelOf(topic), 1) - 1].TotalMilliseconds);
    }

    /// <summary>The try that a command in a retry topic waits for.</summary>
    public static int AttemptOf(Headers headers) => Number(headers, CommandHeaders.Attempt) is { } attempt and >= 1 and <= MostAttempts ? (int)attempt : 1;

    /// <summary>How many delays are behind a command in a retry topic.</summary>
    public static int DelaysOf(Headers headers) => (int)Math.Min(Number(headers, CommandHeaders.Delays) ?? 0, int.MaxValue);

    /// <summary>Where a command was first written, whatever topic it was read from.</summary>
    public RecordContext OriginOf(RecordContext record) => LevelOf(record.Topic) == 0 ? record : new RecordContext(
        _commandTopic, record.Partition, OffsetOf(record.Headers), record.Timestamp, record.Headers);

    /// <summary>The headers of a command that goes on to a level.</summary>
    public Headers HeadersFor(RecordContext record, int attempt, RetryStep step) => record.Headers
        .Set(CommandHeaders.Attempt, Text(attempt))
        .Set(CommandHeaders.Delays, Text(step.Delays ?? (LevelOf(record.Topic) == 0 ? 0 : DelaysOf(record.Headers))))
        .Set(CommandHeaders.Due, Text(step.Due))
        .Set(CommandHeaders.Offset, Text(OriginOf(record).Offset));

    /// <summary>The keys that are held back in a task, if the order is strict; the same object for all its processors.</summary>
    public HeldKeys<TKey> HeldKeysOf<TKey>(ProcessorContext context, string name) => context.GetOrAddShared(
        name, () => new HeldKeys<TKey>(KeyEquality.Comparer((ISerializer<TKey>)KeySerde, _commandTopic)));

    /// <summary>The offset of a command of a retry topic in the command topic; the largest number if it has none.</summary>
    public static long OffsetOf(Headers headers) => Number(headers, CommandHeaders.Offset) ?? long.MaxValue;

    private static bool IsNamed(string topic, string name) =>
        topic.Length > name.Length && topic[^(name.Length + 1)] == '-' && topic.EndsWith(name, StringComparison.Ordinal);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static long? Number(Headers headers, string name) => headers.Last(name) is { } bytes ? HeaderText.DecodeNumber(bytes) : null;
}
