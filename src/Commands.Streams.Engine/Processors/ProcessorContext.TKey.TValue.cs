using Commands.Streams.Records;

namespace Commands.Streams.Processors;

/// <summary>
/// The context of a processor, which also forwards records to child nodes. Valid from <c>Init</c> to <c>Close</c>, on the worker's thread only.
/// </summary>
/// <typeparam name="TKey">The type of the keys it forwards.</typeparam>
/// <typeparam name="TValue">The type of the values it forwards.</typeparam>
public abstract class ProcessorContext<TKey, TValue> : ProcessorContext
{
    private protected ProcessorContext(INodeContext node)
        : base(node)
    {
    }

    /// <summary>Forwards a record to all child nodes, one after another in the order in which they were added, each with all steps below it.</summary>
    /// <param name="record">The record.</param>
    public abstract void Forward(in Record<TKey, TValue> record);

    /// <summary>Forwards a record to one child node.</summary>
    /// <param name="record">The record.</param>
    /// <param name="childName">The name of the child node.</param>
    /// <exception cref="ArgumentException">No child node has that name; the message lists the names of the child nodes.</exception>
    public abstract void Forward(in Record<TKey, TValue> record, string childName);
}
