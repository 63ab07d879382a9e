namespace Commands.Streams.Processors;

/// <summary>A step of a user's own that cannot change the key, so that the stream need not be repartitioned after it.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValueIn">The value's type of what comes in.</typeparam>
/// <typeparam name="TValueOut">The value's type of what is forwarded.</typeparam>
public interface IFixedKeyProcessor<TKey, TValueIn, TValueOut>
{
    /// <summary>Called once, before the first record. Schedules punctuations here.</summary>
    /// <param name="context">The task's context; keep it.</param>
    void Init(FixedKeyProcessorContext<TKey, TValueOut> context)
    {
    }

    /// <summary>Called for each record.</summary>
    /// <param name="record">The record.</param>
    void Process(in FixedKeyRecord<TKey, TValueIn> record);

    /// <summary>Called once, when the task closes. Nothing can be forwarded any more.</summary>
    void Close()
    {
    }
}
