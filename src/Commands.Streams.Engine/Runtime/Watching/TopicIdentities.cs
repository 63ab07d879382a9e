using Commands.Streams.Tasks.Progress;

namespace Commands.Streams.Runtime.Watching;

/// <summary>
/// The ids of the topics that an application reads. A topic that is deleted and recreated gets another id, and offsets of the old log are meaningless in the
/// new one. Shared by the workers and the watch. Thread-safe.
/// </summary>
/// <param name="createdAgain">Called with each topic that has been recreated.</param>
internal sealed class TopicIdentities(Action<string>? createdAgain = null)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Guid> _ids = [];
    private readonly Dictionary<string, int> _createdAgain = [];
    private int _generation;
    private long _cluster;

    /// <summary>Increases by one with each topic that has been recreated. Cheap enough to be checked once per turn.</summary>
    public int Generation => Volatile.Read(ref _generation);

    /// <summary>True if the cluster's id is known.</summary>
    public bool IsClusterKnown => Volatile.Read(ref _cluster) != TopicIdentity.UnknownCluster;

    /// <summary>Returns a topic's current identity, as far as it is known.</summary>
    public TopicIdentity IdentityOf(string topic)
    {
        lock (_lock)
        {
            return new TopicIdentity(Volatile.Read(ref _cluster), _ids.GetValueOrDefault(topic));
        }
    }

    /// <summary>
    /// True if a topic has been recreated while the application was running, after the given generation. All its records are new, so it is read from its
    /// beginning.
    /// </summary>
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

    /// <summary>Sets the cluster's id.</summary>
    /// <param name="clusterId">The id; null if the cluster has none.</param>
    public void UpdateCluster(string? clusterId) => Volatile.Write(ref _cluster, TopicIdentity.NumberOf(clusterId));

    /// <summary>Sets a topic's id.</summary>
    /// <returns>True if the id has changed, that is, the topic has been recreated.</returns>
    public bool Update(string topic, Guid id)
    {
        lock (_lock)
        {
            // Clusters without topic ids cannot tell.
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
