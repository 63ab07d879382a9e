using Commands.Streams.Records;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Tasks.Input;

/// <summary>The untyped part of a source node, through which records enter a task.</summary>
internal abstract class SourceNode(string name) : ProcessorNode(name)
{
    /// <summary>True if records wait until they are due.</summary>
    public abstract bool IsDelayed { get; }

    public abstract RecordQueue CreateQueue(TopicPartition topicPartition, TaskContext context);
}
