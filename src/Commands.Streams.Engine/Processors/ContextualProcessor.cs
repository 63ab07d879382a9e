using Commands.Streams.Records;

namespace Commands.Streams.Processors;

/// <summary>A processor that keeps its context. The base class of most processors, as in Kafka Streams.</summary>
/// <typeparam name="TKeyIn">The type of the incoming keys.</typeparam>
/// <typeparam name="TValueIn">The type of the incoming values.</typeparam>
/// <typeparam name="TKeyOut">The type of the keys it forwards.</typeparam>
/// <typeparam name="TValueOut">The type of the values it forwards.</typeparam>
public abstract class ContextualProcessor<TKeyIn, TValueIn, TKeyOut, TValueOut> : IProcessor<TKeyIn, TValueIn, TKeyOut, TValueOut>
{
    private ProcessorContext<TKeyOut, TValueOut>? _context;

    /// <summary>The context.</summary>
    /// <exception cref="InvalidOperationException">The processor has not been initialized yet.</exception>
    protected ProcessorContext<TKeyOut, TValueOut> Context =>
        _context ?? throw new InvalidOperationException($"{GetType().Name} has no context before Init. An override of Init must call base.Init first.");

    /// <inheritdoc/>
    public virtual void Init(ProcessorContext<TKeyOut, TValueOut> context) => _context = context;

    /// <inheritdoc/>
    public abstract void Process(in Record<TKeyIn, TValueIn> record);

    /// <inheritdoc/>
    public virtual void Close()
    {
    }
}
