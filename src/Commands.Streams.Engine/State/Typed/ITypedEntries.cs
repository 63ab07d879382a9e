namespace Commands.Streams.State.Typed;

/// <summary>Reads the bytes of a store's entries.</summary>
internal interface ITypedEntries<TKey, TValue>
{
    /// <summary>Reads the key of an entry.</summary>
    TKey ReadKey(ReadOnlySpan<byte> data);

    /// <summary>Reads the value of an entry.</summary>
    TValue ReadValue(ReadOnlySpan<byte> data);
}
