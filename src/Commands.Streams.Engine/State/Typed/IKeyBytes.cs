namespace Commands.Streams.State.Typed;

/// <summary>A store that can say how a key is written, and with that, in which partition it is.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
internal interface IKeyBytes<in TKey>
{
    /// <summary>Returns the bytes of a key; valid until the next call.</summary>
    ReadOnlySpan<byte> KeyBytes(TKey key);
}
