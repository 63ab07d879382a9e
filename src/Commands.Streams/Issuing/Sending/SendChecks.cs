using Commands.Streams.Messaging;
using Commands.Streams.Records;

namespace Commands.Streams.Issuing.Sending;

/// <summary>Checks the options of commands and clients.</summary>
internal static class SendChecks
{
    /// <summary>The least time that a command which waited for its turn is given to be acknowledged, however late it is.</summary>
    public static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(10);

    public static void Check(CommandOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.CorrelationId is { Bytes.IsEmpty: true } || options.CommandId is { Text.Length: 0 })
        {
            throw new ArgumentException("An id is the default value of its type, which is not an id. Create one with FromText, or omit it.", nameof(options));
        }

        if (options.ReplyTopic is { } topic && !TopicNames.IsValid(topic))
        {
            throw new ArgumentException(
                $"The reply topic '{topic}' has a name that Kafka does not allow. " +
                $"Use 1 to {TopicNames.MaxLength} of the characters a-z, A-Z, 0-9, '.', '_' and '-'.", nameof(options));
        }

        if (options.ReplyPartition is < 0)
        {
            throw new ArgumentException($"The reply partition is {options.ReplyPartition}. Use 0 or more, or omit it.", nameof(options));
        }

        if (options.Timestamp is { } timestamp && timestamp < DateTimeOffset.UnixEpoch)
        {
            throw new ArgumentException(
                $"The timestamp {timestamp:O} is before 1970, which Kafka does not allow. Use a later one, or omit it.", nameof(options));
        }

        if (options.SendTimeout is { } timeout)
        {
            CheckTimeout(timeout, nameof(options));
        }
    }

    public static void Check(CommandClientOptions options)
    {
        CheckTimeout(options.SendTimeout, nameof(options));
        ProfileRules.Check(options.ActualProfile, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxPending, 1, nameof(options));
        if (options.ReplyTopic is { } topic && !TopicNames.IsValid(topic))
        {
            throw new ArgumentException(
                $"The reply topic '{topic}' has a name that Kafka does not allow. " +
                $"Use 1 to {TopicNames.MaxLength} of the characters a-z, A-Z, 0-9, '.', '_' and '-'.", nameof(options));
        }

        if (options.ReplyPartition is < 0)
        {
            throw new ArgumentException($"The reply partition is {options.ReplyPartition}. Use 0 or more, or omit it.", nameof(options));
        }
    }

    public static void CheckTimeout(TimeSpan timeout, string parameter)
    {
        if (timeout <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(parameter, timeout, "The send timeout must be greater than zero.");
        }
    }

    public static void CheckRequestTimeout(TimeSpan timeout)
    {
        if (timeout <= TimeSpan.Zero && timeout != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(
                nameof(timeout), timeout, "The timeout of a request must be greater than zero, or Timeout.InfiniteTimeSpan to wait without limit.");
        }
    }
}
