namespace Commands.Streams.Processors;

/// <summary>
/// The context of an <see cref="IFixedKeyProcessor{TKey,TValueIn,TValueOut}"/>. Valid from <c>Init</c> to <c>Close</c>, on the worker's thread only.
/// </summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The type of the values that are forwarded.</typeparam>
public abstract class FixedKeyProcessorContext<TKey, TValue> : ProcessorContext
{
    private protected FixedKeyProcessorContext(INodeContext node)
        : base(node)
    {
    }

    /// <summary>Hands a record to all nodes below, one after the other in the order they were added.</summary>
    /// <param name="record">The record, made from the one that came in.</param>
    public abstract void Forward(in FixedKeyRecord<TKey, TValue> record);

    /// <summary>Hands a record to one node below.</summary>
    /// <param name="record">The record, made from the one that came in.</param>
    /// <param name="childName">The node's name.</param>
    /// <exception cref="ArgumentException">No node below has that name; the message lists those that do.</exception>
    public abstract void Forward(in FixedKeyRecord<TKey, TValue> record, string childName);
}
