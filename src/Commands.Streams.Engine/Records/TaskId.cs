namespace Commands.Streams.Records;

/// <summary>Names a task: the sub-topology it runs and the partition number it runs it for.</summary>
/// <param name="SubTopology">The sub-topology's number, from 0 in the order the nodes were added.</param>
/// <param name="Partition">The partition's number, from 0.</param>
public readonly record struct TaskId(int SubTopology, int Partition) : IComparable<TaskId>
{
    /// <inheritdoc/>
    public int CompareTo(TaskId other)
    {
        var bySubTopology = SubTopology.CompareTo(other.SubTopology);
        return bySubTopology != 0 ? bySubTopology : Partition.CompareTo(other.Partition);
    }

    /// <summary>As Kafka Streams prints it: sub-topology, an underscore, the partition.</summary>
    public override string ToString() => $"{SubTopology}_{Partition}";
}
