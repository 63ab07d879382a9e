namespace Commands.Streams.State.Staging;

/// <summary>Called for each cached entry when it is flushed. The spans are valid until anything is forwarded.</summary>
internal interface IFlushListener
{
    /// <summary>
    /// <see langword="true"/> if the listener needs old values; otherwise <see langword="false"/>. They are then read only to find out whether a delete says
    /// anything new.
    /// </summary>
    bool NeedsOldValue { get; }

    /// <param name="key">The entry's key in the store.</param>
    /// <param name="hasOld"><see langword="true"/> if there was a value at the last flush.</param>
    /// <param name="old">That value.</param>
    /// <param name="hasValue"><see langword="true"/> if there is a value now.</param>
    /// <param name="value">The value.</param>
    /// <param name="info">The record that wrote it last.</param>
    void OnFlushed(ReadOnlySpan<byte> key, bool hasOld, ReadOnlySpan<byte> old, bool hasValue, ReadOnlySpan<byte> value, in EntryInfo info);
}
