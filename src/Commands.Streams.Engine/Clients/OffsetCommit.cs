using System.ComponentModel;
using Commands.Streams.Records;

namespace Commands.Streams.Clients;

/// <summary>An offset to commit, or a committed one, with its metadata.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Offset">The next offset to read, or <see cref="Offsets.Unknown"/> if none is committed.</param>
/// <param name="Metadata">At most 4,096 bytes of UTF-8 without zero bytes; <see langword="null"/> for none.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct OffsetCommit(TopicPartition Partition, long Offset, string? Metadata);
