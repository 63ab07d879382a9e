using System.Buffers.Binary;
using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Testing.Tests.Planting;

/// <summary>Reads metadata as if they belonged to the offset that they come with, whatever offset they were written for.</summary>
internal sealed class UnanchoredConsumer(IStreamConsumer inner) : BuggyConsumer(inner)
{
    private const byte Version = 18;
    private const int OffsetStart = 1 + sizeof(long);

    public override IReadOnlyList<OffsetCommit> Committed(IReadOnlyList<TopicPartition> partitions, TimeSpan timeout) =>
        [.. base.Committed(partitions, timeout).Select(Anchor)];

    private static OffsetCommit Anchor(OffsetCommit commit)
    {
        var bytes = Convert.FromBase64String(commit.Metadata ?? string.Empty);
        if (bytes is not [Version, ..])
        {
            return commit;
        }

        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(OffsetStart), commit.Offset);
        return commit with { Metadata = Convert.ToBase64String(bytes) };
    }
}

/// <summary>Does not know how far it has read behind the last record, where the markers of transactions are.</summary>
internal sealed class MarkerlessConsumer(IStreamConsumer inner) : BuggyConsumer(inner)
{
    public override long Position(TopicPartition partition) => Offsets.Unknown;
}

/// <summary>Knows topics by their names alone.</summary>
internal sealed class NamesOnlyConsumer(IStreamConsumer inner) : BuggyConsumer(inner)
{
    public override IReadOnlyDictionary<string, Guid> TopicIds(IReadOnlyCollection<string> topics, TimeSpan timeout) => new Dictionary<string, Guid>();
}
