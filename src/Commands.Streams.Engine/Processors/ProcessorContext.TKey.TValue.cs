using Commands.Streams.Records;

namespace Commands.Streams.Processors;

/// <summary>A processor's context that also forwards records to the nodes below. Valid from <c>Init</c> to <c>Close</c>, on the worker's thread only.</summary>
/// <typeparam name="TKey">The type of the keys that are forwarded.</typeparam>
/// <typeparam name="TValue">The type of the values that are forwarded.</typeparam>
public abstract class ProcessorContext<TKey, TValue> : ProcessorContext
{
    private protected ProcessorContext(INodeContext node)
        : base(node)
    {
    }

    /// <summary>Hands a record to all nodes below, one after the other in the order they were added, each with everything below it.</summary>
    /// <param name="record">The record.</param>
    public abstract void Forward(in Record<TKey, TValue> record);

    /// <summary>Hands a record to one node below.</summary>
    /// <param name="record">The record.</param>
    /// <param name="childName">The node's name.</param>
    /// <exception cref="ArgumentException">No node below has that name; the message lists those that do.</exception>
    public abstract void Forward(in Record<TKey, TValue> record, string childName);
}
