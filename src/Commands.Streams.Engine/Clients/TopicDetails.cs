using System.ComponentModel;

namespace Commands.Streams.Clients;

/// <summary>A cluster's description of a topic.</summary>
/// <param name="Id">Distinguishes the topic from earlier and later ones of the same name; <see cref="Guid.Empty"/> if the cluster has no ids.</param>
/// <param name="PartitionCount">The number of partitions.</param>
/// <param name="Configuration">
/// The topic's settings by their Kafka names, including defaults, such as <c>max.message.bytes</c>; empty if the client may not read them or the
/// cluster has none.
/// </param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record TopicDetails(Guid Id, int PartitionCount, IReadOnlyDictionary<string, string> Configuration);
