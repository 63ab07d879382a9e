namespace Commands.Streams.Subscribing.Reading;

/// <summary>A key or a value as it was read, or, where its serde threw, why it could not be and its bytes.</summary>
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

    /// <summary>The key or value that a handler is given, if it can be.</summary>
    public static bool TryTake(Readable<T>? item, out T value)
    {
        value = item.GetValueOrDefault().Value;
        return IsUsable(in item);
    }

    /// <summary>Whether there is something a handler can be given: what was read, or null if the type has room for it.</summary>
    public static bool IsUsable(in Readable<T>? item) => IsUsable(in item, default(T) is null);

    /// <summary>The same if null is another matter than the type's.</summary>
    public static bool IsUsable(in Readable<T>? item, bool allowsNull) =>
        item is { } read ? read.Failure is null && (allowsNull || read.Value is not null) : allowsNull;
}
