namespace Commands.Streams.State;

/// <summary>A key in a window.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <param name="Key">The key.</param>
/// <param name="Window">The window.</param>
public readonly record struct Windowed<TKey>(TKey Key, Window Window)
{
    /// <inheritdoc/>
    public override string ToString() => $"[{Key}@{Window.Start}/{Window.End}]";
}
