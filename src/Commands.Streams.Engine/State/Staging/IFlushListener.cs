namespace Commands.Streams.State.Staging;

/// <summary>Hears of each cached entry when it is flushed. The spans are valid until anything is forwarded.</summary>
internal interface IFlushListener
{
    /// <param name="key">The entry's key in the store.</param>
    /// <param name="hasOld">Whether there was a value at the last flush.</param>
    /// <param name="old">That value.</param>
    /// <param name="hasValue">Whether there is a value now.</param>
    /// <param name="value">The value.</param>
    /// <param name="info">The record that wrote it last.</param>
    void OnFlushed(ReadOnlySpan<byte> key, bool hasOld, ReadOnlySpan<byte> old, bool hasValue, ReadOnlySpan<byte> value, in EntryInfo info);
}
