using System.Runtime.CompilerServices;
using Commands.Streams.Clients;

namespace Commands.Streams.Issuing.Replies;

/// <summary>
/// The reply readers on one cluster: one for each reply topic, made for the first of its users and disposed with the last. One that cannot read is
/// replaced for the next user: the first time at once, then after a pause, which grows. Thread-safe.
/// </summary>
internal sealed class ReplyReaders(IStreamsClient client)
{
    private static readonly TimeSpan MinPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(2);

    // Says nothing that the clients do not know themselves: they are what is shared, and this hangs on them for as long as they live.
    private static readonly ConditionalWeakTable<IStreamsClient, ReplyReaders> All = [];

    private readonly Lock _lock = new();
    private readonly Dictionary<string, ReplyReader> _readers = [];

    /// <summary>Those of a cluster's client.</summary>
    public static ReplyReaders Of(IStreamsClient client) => All.GetValue(client, static client => new ReplyReaders(client));

    /// <summary>The number of readers that are in use.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _readers.Values.Count(static reader => reader.Users > 0);
            }
        }
    }

    /// <summary>The reader of a topic, to be given back.</summary>
    /// <exception cref="Errors.ClientException">The client refuses the configuration.</exception>
    public ReplyReader Rent(string topic, TimeProvider time)
    {
        lock (_lock)
        {
            if (!_readers.TryGetValue(topic, out var reader) || reader.IsLost)
            {
                var attempt = AttemptAfter(reader);
                reader = new ReplyReader(client, topic, time, attempt, PauseBefore(attempt));
                _readers[topic] = reader;
            }

            reader.Users++;
            return reader;
        }
    }

    /// <summary>Gives a reader back.</summary>
    public ValueTask ReturnAsync(ReplyReader reader)
    {
        lock (_lock)
        {
            if (--reader.Users > 0)
            {
                return ValueTask.CompletedTask;
            }

            // A lost one is remembered, so that the next knows how long to wait.
            if (!reader.IsLost && _readers.TryGetValue(reader.Topic, out var current) && current == reader)
            {
                _readers.Remove(reader.Topic);
            }
        }

        return reader.DisposeAsync();
    }

    // One that has read for long was not lost for the reason that the one before it was.
    private static int AttemptAfter(ReplyReader? lost) => lost is null || lost.Age > 10 * MaxPause ? 0 : Math.Min(lost.Attempt + 1, 10);

    private static TimeSpan PauseBefore(int attempt) =>
        attempt <= 1 ? TimeSpan.Zero : TimeSpan.FromTicks(Math.Min(MinPause.Ticks << (attempt - 2), MaxPause.Ticks));
}
