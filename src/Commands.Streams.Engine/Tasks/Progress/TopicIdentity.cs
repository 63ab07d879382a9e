using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Commands.Streams.Tasks.Progress;

/// <summary>Distinguishes topics of the same name: a topic that is deleted and created again gets another id, and so has one in another cluster.</summary>
/// <param name="Cluster">A number derived from the cluster's id; <see cref="UnknownCluster"/> if it is not known.</param>
/// <param name="Id">The topic's id; empty if it is not known.</param>
internal readonly record struct TopicIdentity(long Cluster, Guid Id)
{
    public const long UnknownCluster = 0;

    /// <summary>Derives a number from a cluster's id.</summary>
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

    /// <summary>True if the two are certainly different topics.</summary>
    public bool DiffersFrom(in TopicIdentity other) =>
        (Id != other.Id && Id != Guid.Empty && other.Id != Guid.Empty) ||
        (Cluster != other.Cluster && Cluster != UnknownCluster && other.Cluster != UnknownCluster);

    /// <summary>True if this topic has certainly been deleted and replaced by another of the same name in the same cluster.</summary>
    public bool IsFormerOf(in TopicIdentity now) =>
        Id != now.Id && Id != Guid.Empty && now.Id != Guid.Empty && Cluster == now.Cluster && Cluster != UnknownCluster;
}
