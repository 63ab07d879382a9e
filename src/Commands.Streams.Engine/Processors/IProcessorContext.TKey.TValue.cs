using Commands.Streams.Records;

namespace Commands.Streams.Processors;

/// <summary>A processor's context that also forwards records to the nodes below. Valid from <c>Init</c> to <c>Close</c>, on the worker's thread only.</summary>
/// <typeparam name="TKey">The key's type of what is forwarded.</typeparam>
/// <typeparam name="TValue">The value's type of what is forwarded.</typeparam>
public interface IProcessorContext<TKey, TValue> : IProcessorContext
{
    /// <summary>Hands a record to all nodes below, one after the other in the order they were added, each with everything below it.</summary>
    /// <param name="record">The record.</param>
    void Forward(in Record<TKey, TValue> record);

    /// <summary>Hands a record to one node below.</summary>
    /// <param name="record">The record.</param>
    /// <param name="childName">The node's name.</param>
    /// <exception cref="ArgumentException">No node below has that name; the message lists those that do.</exception>
    void Forward(in Record<TKey, TValue> record, string childName);
}
