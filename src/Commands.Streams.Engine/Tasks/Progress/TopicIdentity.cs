using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Commands.Streams.Tasks.Progress;

/// <summary>Which topic it is that has a name: a topic that is deleted and created again has another id, and one in another cluster has, too.</summary>
/// <param name="Cluster">Stands for the cluster; <see cref="UnknownCluster"/> if it is not known.</param>
/// <param name="Id">The topic's id; empty if it is not known.</param>
internal readonly record struct TopicIdentity(long Cluster, Guid Id)
{
    public const long UnknownCluster = 0;

    /// <summary>The number that stands for a cluster.</summary>
    /// <param name="clusterId">The cluster's id; null or empty if it is not known.</param>
    public static long NumberOf(string? clusterId)
    {
        if (string.IsNullOrEmpty(clusterId))
        {
            return UnknownCluster;
        }

        var number = BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(clusterId)));
        return number == UnknownCluster ? 1 : number;
    }

    /// <summary>Whether it is certain that this is not that topic.</summary>
    public bool DiffersFrom(in TopicIdentity other) =>
        (Id != other.Id && Id != Guid.Empty && other.Id != Guid.Empty) ||
        (Cluster != other.Cluster && Cluster != UnknownCluster && other.Cluster != UnknownCluster);

    /// <summary>Whether it is certain that this topic is gone and that there is another one instead: in the same cluster, by the same name.</summary>
    public bool IsFormerOf(in TopicIdentity now) =>
        Id != now.Id && Id != Guid.Empty && now.Id != Guid.Empty && Cluster == now.Cluster && Cluster != UnknownCluster;
}
