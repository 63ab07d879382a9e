using System.Runtime.CompilerServices;
using Commands.Streams.Clients;

namespace Commands.Streams.Issuing;

/// <summary>
/// The reply readers on one cluster: one for each reply topic, made for the first of its users and disposed with the last. One that could not start
/// is replaced for the next user. Thread-safe.
/// </summary>
internal sealed class ReplyReaders(IStreamsClient client)
{
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
                return _readers.Count;
            }
        }
    }

    /// <summary>The reader of a topic, to be given back.</summary>
    public ReplyReader Rent(string topic)
    {
        lock (_lock)
        {
            if (!_readers.TryGetValue(topic, out var reader) || reader.Ready.IsFaulted)
            {
                reader = new ReplyReader(client, topic);
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

            if (_readers.TryGetValue(reader.Topic, out var current) && current == reader)
            {
                _readers.Remove(reader.Topic);
            }
        }

        return reader.DisposeAsync();
    }
}
