using Commands.Streams.Records;

namespace Commands.Streams.Processors;

/// <summary>
/// A user-defined step. One instance belongs to one task and is used by one thread at a time; a supplier creates a new instance for each task.
/// </summary>
/// <typeparam name="TKeyIn">The type of the incoming keys.</typeparam>
/// <typeparam name="TValueIn">The type of the incoming values.</typeparam>
/// <typeparam name="TKeyOut">The type of the keys it forwards.</typeparam>
/// <typeparam name="TValueOut">The type of the values it forwards.</typeparam>
public interface IProcessor<TKeyIn, TValueIn, TKeyOut, TValueOut>
{
    /// <summary>Called once, before the first record. Schedule punctuations here.</summary>
    /// <param name="context">The context of the task; keep it.</param>
    void Init(ProcessorContext<TKeyOut, TValueOut> context)
    {
    }

    /// <summary>Called for each record.</summary>
    /// <param name="record">The record.</param>
    void Process(in Record<TKeyIn, TValueIn> record);

    /// <summary>Called once, when the task closes. Nothing can be forwarded any more.</summary>
    void Close()
    {
    }
}
