using System.Runtime.CompilerServices;
using Commands.Streams.Clients;

namespace Commands.Streams.Issuing.Replies;

/// <summary>
/// The reply readers on one cluster: one per reply topic, created for its first user and disposed with its last. A reader that cannot read is
/// replaced for the next user: at once the first time, then after a growing pause. Thread-safe.
/// </summary>
internal sealed class ReplyReaders(IStreamsClient client)
{
    private static readonly TimeSpan MinPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(2);

    // Attached to each client and collected with it, so that all command clients of one cluster share one reader per topic. The only static table in
    // the library.
    private static readonly ConditionalWeakTable<IStreamsClient, ReplyReaders> All = [];

    private readonly Lock _lock = new();
    private readonly Dictionary<string, ReplyReader> _readers = [];

    /// <summary>Returns the readers of a cluster's client.</summary>
    public static ReplyReaders Of(IStreamsClient client) => All.GetValue(client, static client => new ReplyReaders(client));

    /// <summary>The number of readers in use.</summary>
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

    /// <summary>Rents the reader of a topic; return it after use.</summary>
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

    /// <summary>Returns a reader.</summary>
    public ValueTask ReturnAsync(ReplyReader reader)
    {
        lock (_lock)
        {
            if (--reader.Users > 0)
            {
                return ValueTask.CompletedTask;
            }

            // A lost reader is kept, so that the next one knows how long to wait.
            if (!reader.IsLost && _readers.TryGetValue(reader.Topic, out var current) && current == reader)
            {
                _readers.Remove(reader.Topic);
            }
        }

        return reader.DisposeAsync();
    }

    // A reader that worked for long was not lost for the same reason as the one before it.
    private static int AttemptAfter(ReplyReader? lost) => lost is null || lost.Age > 10 * MaxPause ? 0 : Math.Min(lost.Attempt + 1, 10);

    private static TimeSpan PauseBefore(int attempt) =>
        attempt <= 1 ? TimeSpan.Zero : TimeSpan.FromTicks(Math.Min(MinPause.Ticks << (attempt - 2), MaxPause.Ticks));
}
