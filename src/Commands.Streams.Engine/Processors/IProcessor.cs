using Commands.Streams.Records;

namespace Commands.Streams.Processors;

/// <summary>
/// A step of a user's own. One instance belongs to one task and is used by one thread at a time; a supplier makes a new one for each task.
/// </summary>
/// <typeparam name="TKeyIn">The key's type of what comes in.</typeparam>
/// <typeparam name="TValueIn">The value's type of what comes in.</typeparam>
/// <typeparam name="TKeyOut">The key's type of what is forwarded.</typeparam>
/// <typeparam name="TValueOut">The value's type of what is forwarded.</typeparam>
public interface IProcessor<TKeyIn, TValueIn, TKeyOut, TValueOut>
{
    /// <summary>Called once, before the first record. Schedules punctuations here.</summary>
    /// <param name="context">The task's context; keep it.</param>
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
