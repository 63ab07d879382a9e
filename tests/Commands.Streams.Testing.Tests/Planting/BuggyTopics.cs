using System.Buffers.Binary;
using Commands.Streams.Clients;
using Commands.Streams.Errors;

namespace Commands.Streams.Testing.Tests.Planting;

/// <summary>Drops records that the client's queue has no room for.</summary>
internal sealed class DroppingTopic(IProducerTopic inner) : IProducerTopic
{
    public string Name => inner.Name;

    public int PartitionCount => inner.PartitionCount;

    public int? MaxRecordBytes => inner.MaxRecordBytes;

    public bool TrySend(in ProduceRecord record, nint token)
    {
        inner.TrySend(in record, token);
        return true;
    }
}

/// <summary>Sends records of some keys twice, as a producer without sequence numbers does.</summary>
internal sealed class RepeatingTopic(IProducerTopic inner) : IProducerTopic
{
    public string Name => inner.Name;

    public int PartitionCount => inner.PartitionCount;

    public int? MaxRecordBytes => inner.MaxRecordBytes;

    public bool TrySend(in ProduceRecord record, nint token) =>
        inner.TrySend(in record, token) && (!record.HasKey || record.Key[^1] != 3 || inner.TrySend(in record, token));
}

/// <summary>Does not care for keys.</summary>
internal sealed class ScatteringTopic(IProducerTopic inner) : IProducerTopic
{
    private int _next;

    public string Name => inner.Name;

    public int PartitionCount => inner.PartitionCount;

    public int? MaxRecordBytes => inner.MaxRecordBytes;

    public bool TrySend(in ProduceRecord record, nint token)
    {
        var scattered = record;
        scattered.Partition = _next++ % inner.PartitionCount;
        return inner.TrySend(in scattered, token);
    }
}

/// <summary>Refuses the records that a function names for the moment, as a cluster may: no mistake.</summary>
internal sealed class ReluctantTopic(IProducerTopic inner, Func<bool> refuses) : IProducerTopic
{
    public string Name => inner.Name;

    public int PartitionCount => inner.PartitionCount;

    public int? MaxRecordBytes => inner.MaxRecordBytes;

    public bool TrySend(in ProduceRecord record, nint token) => !refuses()
        ? inner.TrySend(in record, token)
        : throw new ClientException(ClientErrorKind.Retriable, "_TRANSPORT", "The leader is away.");
}

/// <summary>Drops the records of some numbers, such as those that nobody has answered.</summary>
internal sealed class ForgetfulTopic(IProducerTopic inner, int divisor) : IProducerTopic
{
    public string Name => inner.Name;

    public int PartitionCount => inner.PartitionCount;

    public int? MaxRecordBytes => inner.MaxRecordBytes;

    public bool TrySend(in ProduceRecord record, nint token) =>
        (Name == "out" && BinaryPrimitives.ReadInt64BigEndian(record.Value) % divisor == 0) || inner.TrySend(in record, token);
}
