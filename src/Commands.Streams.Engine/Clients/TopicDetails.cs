using System.ComponentModel;

namespace Commands.Streams.Clients;

/// <summary>What a cluster says of a topic.</summary>
/// <param name="Id">
/// Tells the topic from others of the same name that existed before or will exist later; <see cref="Guid.Empty"/> if the cluster has no ids.
/// </param>
/// <param name="PartitionCount">The number of partitions.</param>
/// <param name="Configuration">
/// The topic's settings by their Kafka names, defaults included, such as <c>max.message.bytes</c>; empty if they may not be read or the cluster has none.
/// </param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record TopicDetails(Guid Id, int PartitionCount, IReadOnlyDictionary<string, string> Configuration);
