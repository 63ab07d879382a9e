using Commands.Streams.Records;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Tasks.Input;

/// <summary>A node that records enter a task by; untyped part.</summary>
internal abstract class SourceNode(string name) : ProcessorNode(name)
{
    /// <summary>Whether records wait until they are due.</summary>
    public abstract bool IsDelayed { get; }

    public abstract RecordQueue CreateQueue(TopicPartition topicPartition, TaskContext context);
}
