namespace Commands.Streams.Processors;

/// <summary>
/// The context of an <see cref="IFixedKeyProcessor{TKey,TValueIn,TValueOut}"/>. Valid from <c>Init</c> to <c>Close</c>, on the worker's thread only.
/// </summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The type of the values it forwards.</typeparam>
public abstract class FixedKeyProcessorContext<TKey, TValue> : ProcessorContext
{
    private protected FixedKeyProcessorContext(INodeContext node)
        : base(node)
    {
    }

    /// <summary>Forwards a record to all child nodes, one after another in the order in which they were added.</summary>
    /// <param name="record">The record, derived from the incoming one.</param>
    public abstract void Forward(in FixedKeyRecord<TKey, TValue> record);

    /// <summary>Forwards a record to one child node.</summary>
    /// <param name="record">The record, derived from the incoming one.</param>
    /// <param name="childName">The name of the child node.</param>
    /// <exception cref="ArgumentException">No child node has that name; the message lists the names of the child nodes.</exception>
    public abstract void Forward(in FixedKeyRecord<TKey, TValue> record, string childName);
}
