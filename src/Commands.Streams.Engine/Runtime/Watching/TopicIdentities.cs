using Commands.Streams.Tasks.Progress;

namespace Commands.Streams.Runtime.Watching;

/// <summary>
/// The ids of the topics that an application reads. A topic that was deleted and created again has another one: offsets of the old log mean nothing in the
/// new. Shared by the workers and the watch. Thread-safe.
/// </summary>
/// <param name="createdAgain">Told of each topic that was created again.</param>
internal sealed class TopicIdentities(Action<string>? createdAgain = null)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Guid> _ids = [];
    private readonly Dictionary<string, int> _createdAgain = [];
    private int _generation;
    private long _cluster;

    /// <summary>Raised by one with each topic that was created again. Cheap enough to be looked at once per turn.</summary>
    public int Generation => Volatile.Read(ref _generation);

    /// <summary>Whether the cluster has said which one it is.</summary>
    public bool IsClusterKnown => Volatile.Read(ref _cluster) != TopicIdentity.UnknownCluster;

    /// <summary>Which topic it is that has a name now, as far as it is known.</summary>
    public TopicIdentity IdentityOf(string topic)
    {
        lock (_lock)
        {
            return new TopicIdentity(Volatile.Read(ref _cluster), _ids.GetValueOrDefault(topic));
        }
    }

    /// <summary>Whether a topic was created again while the application ran, after a generation: all of it is new, so it is read from its beginning.</summary>
    public bool IsCreatedAgain(string topic, int after = 0)
    {
        if (Generation == after)
        {
            return false;
        }

        lock (_lock)
        {
            return _createdAgain.TryGetValue(topic, out var generation) && generation > after;
        }
    }

    /// <summary>The cluster says which one it is.</summary>
    /// <param name="clusterId">Its id; null if it has none.</param>
    public void UpdateCluster(string? clusterId) => Volatile.Write(ref _cluster, TopicIdentity.NumberOf(clusterId));

    /// <summary>The cluster says what a topic's id is.</summary>
    /// <returns>Whether the topic was created again since the id was last heard of.</returns>
    public bool Update(string topic, Guid id)
    {
        lock (_lock)
        {
            // A cluster without ids cannot tell.
            if (id == Guid.Empty || _ids.TryAdd(topic, id) || _ids[topic] == id)
            {
                return false;
            }

            _ids[topic] = id;
            _createdAgain[topic] = _generation + 1;
            Volatile.Write(ref _generation, _generation + 1);
        }

        createdAgain?.Invoke(topic);
        return true;
    }
}
