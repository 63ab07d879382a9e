using System.Text.RegularExpressions;
using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Kafka.Errors;
using Commands.Streams.Kafka.Native;

namespace Commands.Streams.Kafka.Consuming;

/// <summary>
/// What a consumer subscribes to. Patterns are matched here, by .NET's rules and on whole names, and the group is told names only: librdkafka and
/// brokers have two other dialects of expressions. Topics that appear later are found when the metadata is next due.
/// </summary>
internal sealed class GroupSubscription(NativeClient client, string groupId, TimeProvider time, TimeSpan refreshInterval)
{
    private const int ListTimeoutMilliseconds = 1_000;

    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    private IReadOnlyList<string> _names = [];
    private Regex[] _patterns = [];
    private HashSet<string> _subscribed = [];
    private TimeSpan _wait;
    private long _listedAt;

    /// <summary>Subscribes to the names at once; what matches patterns follows with <see cref="RefreshIfDue"/>.</summary>
    public void Begin(TopicSubscription subscription)
    {
        _names = subscription.Topics;
        _patterns = [.. subscription.Patterns.Select(pattern => new Regex($@"\A(?:{pattern})\z", pattern.Options, pattern.MatchTimeout))];
        _wait = TimeSpan.Zero;
        _listedAt = time.GetTimestamp();
        SubscribeTo([.. _names]);
    }

    /// <summary>Lists the cluster's topics if there are patterns and it is time to, and subscribes again if other topics match.</summary>
    public void RefreshIfDue()
    {
        if (_patterns.Length == 0 || time.GetElapsedTime(_listedAt) < _wait)
        {
            return;
        }

        try
        {
            var matching = ClusterTopics.List(client, ListTimeoutMilliseconds).Where(IsMatch);
            _wait = refreshInterval;
            SubscribeTo([.. _names, .. matching]);
        }
        catch (ClientException exception) when (exception.Kind == ClientErrorKind.Retriable)
        {
            _wait = RetryInterval;
            client.Callbacks.Error?.Invoke(new NativeError(NativeErrorCodes.TimedOut, exception.Message));
        }
        finally
        {
            _listedAt = time.GetTimestamp();
        }
    }

    // Names with two underscores in front belong to Kafka itself.
    private bool IsMatch(string topic) =>
        !topic.StartsWith("__", StringComparison.Ordinal) && Array.Exists(_patterns, pattern => pattern.IsMatch(topic));

    private unsafe void SubscribeTo(HashSet<string> topics)
    {
        if (topics.SetEquals(_subscribed))
        {
            return;
        }

        using var list = PartitionList.OfTopics(topics);
        var code = topics.Count == 0 ? GroupFunctions.rd_kafka_unsubscribe(client.Handle) : GroupFunctions.rd_kafka_subscribe(client.Handle, list.Native);
        if (code != NativeErrorCodes.None)
        {
            throw KafkaErrors.Create(NativeError.FromCode(client.Handle, code), $"Group '{groupId}' could not subscribe to {string.Join(", ", topics)}");
        }

        _subscribed = topics;
    }
}
