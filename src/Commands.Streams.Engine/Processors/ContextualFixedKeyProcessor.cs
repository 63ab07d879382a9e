namespace Commands.Streams.Processors;

/// <summary>A processor that keeps its context and cannot change the key. The base class of most such processors, as in Kafka Streams.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValueIn">The type of the incoming values.</typeparam>
/// <typeparam name="TValueOut">The type of the values it forwards.</typeparam>
public abstract class ContextualFixedKeyProcessor<TKey, TValueIn, TValueOut> : IFixedKeyProcessor<TKey, TValueIn, TValueOut>
{
    private FixedKeyProcessorContext<TKey, TValueOut>? _context;

    /// <summary>The context.</summary>
    /// <exception cref="InvalidOperationException">The processor has not been initialized yet.</exception>
    protected FixedKeyProcessorContext<TKey, TValueOut> Context =>
        _context ?? throw new InvalidOperationException($"{GetType().Name} has no context before Init. An override of Init must call base.Init first.");

    /// <inheritdoc/>
    public virtual void Init(FixedKeyProcessorContext<TKey, TValueOut> context) => _context = context;

    /// <inheritdoc/>
    public abstract void Process(in FixedKeyRecord<TKey, TValueIn> record);

    /// <inheritdoc/>
    public virtual void Close()
    {
    }
}
