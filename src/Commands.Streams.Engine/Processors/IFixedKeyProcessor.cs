namespace Commands.Streams.Processors;

/// <summary>A user-defined step that cannot change the key, so that the stream need not be repartitioned after it.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValueIn">The type of the incoming values.</typeparam>
/// <typeparam name="TValueOut">The type of the values it forwards.</typeparam>
public interface IFixedKeyProcessor<TKey, TValueIn, TValueOut>
{
    /// <summary>Called once, before the first record. Schedule punctuations here.</summary>
    /// <param name="context">The context of the task; keep it.</param>
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
