namespace Commands.Streams.Records;

/// <summary>Identifies a task: a sub-topology and the partition number that the task runs it for.</summary>
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

    /// <summary>Formats the id as Kafka Streams does: sub-topology, an underscore, the partition.</summary>
    public override string ToString() => $"{SubTopology}_{Partition}";
}
