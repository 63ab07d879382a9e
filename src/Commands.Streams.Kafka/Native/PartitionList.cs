using System.Runtime.InteropServices;
using System.Text;
using Commands.Streams.Clients;
using Commands.Streams.Records;
using static Commands.Streams.Kafka.Native.PartitionListFunctions;

namespace Commands.Streams.Kafka.Native;

/// <summary>A native list of partitions that this object owns.</summary>
internal sealed unsafe class PartitionList : IDisposable
{
    private PartitionList(int capacity) => Native = rd_kafka_topic_partition_list_new(capacity);

    /// <summary>The native list; null once disposed.</summary>
    public NativePartitionList* Native { get; private set; }

    /// <summary>Lists topics for a subscription: names, and patterns that begin with a circumflex.</summary>
    public static PartitionList OfTopics(IReadOnlyCollection<string> topics)
    {
        var list = new PartitionList(topics.Count);
        foreach (var topic in topics)
        {
            _ = rd_kafka_topic_partition_list_add(list.Native, topic, ProduceRecord.AnyPartition);
        }

        return list;
    }

    /// <summary>Lists one partition with an offset.</summary>
    public static PartitionList Of(TopicPartition partition, long offset = Offsets.Unknown)
    {
        var list = new PartitionList(1);
        list.Add(partition, offset, null);
        return list;
    }

    /// <summary>Lists partitions with the same offset each.</summary>
    public static PartitionList Of(IReadOnlyCollection<TopicPartition> partitions, long offset)
    {
        var list = new PartitionList(partitions.Count);
        foreach (var partition in partitions)
        {
            list.Add(partition, offset, null);
        }

        return list;
    }

    /// <summary>Lists partitions without offsets.</summary>
    public static PartitionList Of(IReadOnlyList<TopicPartition> partitions)
    {
        var list = new PartitionList(partitions.Count);
        for (var i = 0; i < partitions.Count; i++)
        {
            list.Add(partitions[i], Offsets.Unknown, null);
        }

        return list;
    }

    /// <summary>Lists offsets with their metadata.</summary>
    public static PartitionList Of(IReadOnlyList<OffsetCommit> offsets)
    {
        var list = new PartitionList(offsets.Count);
        for (var i = 0; i < offsets.Count; i++)
        {
            list.Add(offsets[i].Partition, offsets[i].Offset, offsets[i].Metadata);
        }

        return list;
    }

    /// <summary>Copies the partitions of a native list out of native memory.</summary>
    public static TopicPartition[] Read(NativePartitionList* list)
    {
        if (list == null || list->Count == 0)
        {
            return [];
        }

        var partitions = new TopicPartition[list->Count];
        for (var i = 0; i < partitions.Length; i++)
        {
            var element = list->Elements[i];
            partitions[i] = new TopicPartition(Marshal.PtrToStringUTF8((nint)element.Topic)!, element.Partition);
        }

        return partitions;
    }

    /// <summary>The commit metadata of an element as text; <see langword="null"/> if there is none.</summary>
    public static string? MetadataOf(in NativePartition element) =>
        element.Metadata == null || element.MetadataSize == 0 ? null : Encoding.UTF8.GetString(element.Metadata, (int)element.MetadataSize);

    /// <summary>Frees the list and the metadata in it.</summary>
    public void Dispose()
    {
        if (Native != null)
        {
            rd_kafka_topic_partition_list_destroy(Native);
            Native = null;
        }
    }

    private void Add(TopicPartition partition, long offset, string? metadata)
    {
        var element = rd_kafka_topic_partition_list_add(Native, partition.Topic, partition.Partition);
        element->Offset = offset;
        if (!string.IsNullOrEmpty(metadata))
        {
            var size = Encoding.UTF8.GetByteCount(metadata);
            element->Metadata = (byte*)NativeMemory.Alloc((nuint)size); // librdkafka frees it with C's free
            element->MetadataSize = (nuint)size;
            _ = Encoding.UTF8.GetBytes(metadata, new Span<byte>(element->Metadata, size));
        }
    }
}
