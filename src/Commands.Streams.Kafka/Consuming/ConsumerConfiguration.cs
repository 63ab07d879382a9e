using System.Globalization;
using Commands.Streams.Clients;
using Commands.Streams.Kafka.Native;

namespace Commands.Streams.Kafka.Consuming;

/// <summary>Makes a consumer's native configuration: the user's options, better defaults for some, and what the engine relies on enforced.</summary>
internal static class ConsumerConfiguration
{
    // With librdkafka's own defaults a full queue is looked at again after a second only, which caps a fast consumer at 100,000 records/s a partition.
    // And a fetch asks only for partitions whose queue has room: while the others have nothing new, it waits at the broker for half a second, and a
    // partition whose queue has run dry meanwhile waits along with it.
    private static readonly KeyValuePair<string, string>[] Defaults =
    [
        new("fetch.queue.backoff.ms", "5"),
        new("fetch.wait.max.ms", "50"),
        new("queued.min.messages", "50000"),
        new("queued.max.messages.kbytes", "16384"),
        new("reconnect.backoff.max.ms", "1000"),

        // How long a topic that a pattern matches may exist before it is read; librdkafka's own default is 5 minutes.
        new("topic.metadata.refresh.interval.ms", "10000"),
    ];

    private static readonly KeyValuePair<string, string>[] Enforced =
    [
        new("enable.auto.commit", "false"),
        new("enable.auto.offset.store", "false"),
        new("enable.partition.eof", "true"),

        // Where a group begins is said with each assignment. What is left is a lost offset: whoever reads is told of it before anything else is handed out.
        // "error" would say so too, but a partition that has stopped in that way cannot be sought in any more.
        new("auto.offset.reset", "earliest"),
    ];

    /// <summary>For a member of a group; the caller disposes it.</summary>
    public static NativeConfiguration Create(IReadOnlyDictionary<string, string> options, ConsumerSettings settings) =>
        Create(options, settings.ClientId, settings.ReadCommitted, configuration => configuration.Set("group.id", settings.GroupId));

    /// <summary>For a reader without a group; the caller disposes it.</summary>
    public static NativeConfiguration CreateForReader(IReadOnlyDictionary<string, string> options, string clientId, bool readCommitted) =>
        Create(options, clientId, readCommitted, static _ => { });

    /// <summary>The interval of metadata refreshes; infinite if the user has disabled them.</summary>
    public static TimeSpan MetadataRefreshInterval(NativeConfiguration configuration) =>
        long.TryParse(configuration.Get("topic.metadata.refresh.interval.ms"), CultureInfo.InvariantCulture, out var milliseconds) && milliseconds > 0
            ? TimeSpan.FromMilliseconds(milliseconds)
            : TimeSpan.MaxValue;

    private static NativeConfiguration Create(
        IReadOnlyDictionary<string, string> options, string clientId, bool readCommitted, Action<NativeConfiguration> complete)
    {
        var configuration = new NativeConfiguration(Defaults.Where(option => !options.ContainsKey(option.Key)).Concat(options).Concat(Enforced));
        try
        {
            configuration.Set("client.id", clientId);
            configuration.Set("isolation.level", readCommitted ? "read_committed" : "read_uncommitted");
            complete(configuration);
            return configuration;
        }
        catch
        {
            configuration.Dispose();
            throw;
        }
    }
}
