namespace Commands.Streams.Subscribing.Reading;

/// <summary>A key or value that was read, or, if its serde threw, the exception and the bytes.</summary>
internal readonly struct Readable<T>
{
    public Readable(T value) => Value = value;

    public Readable(Exception failure, byte[] bytes)
    {
        Value = default!;
        Failure = failure;
        Bytes = bytes;
    }

    public T Value { get; }

    public Exception? Failure { get; }

    public byte[]? Bytes { get; }

    /// <summary>Returns the key or value to pass to a handler, if there is one.</summary>
    public static bool TryTake(Readable<T>? item, out T value)
    {
        value = item.GetValueOrDefault().Value;
        return IsUsable(in item);
    }

    /// <summary>True if there is a value to pass to a handler: one that was read, or null if the type allows it.</summary>
    public static bool IsUsable(in Readable<T>? item) => IsUsable(in item, default(T) is null);

    /// <summary>The same, if the stream rather than the type decides about null.</summary>
    public static bool IsUsable(in Readable<T>? item, bool allowsNull) =>
        item is { } read ? read.Failure is null && (allowsNull || read.Value is not null) : allowsNull;
}
