namespace Commands.Streams;

/// <summary>What becomes of a branch of a split stream: its name, and what it is built into on the spot, if anything.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The value's type.</typeparam>
public sealed record Branched<TKey, TValue>
{
    private Branched()
    {
    }

    internal string? Name { get; private init; }

    internal Func<KStream<TKey, TValue>, KStream<TKey, TValue>?>? Build { get; private init; }

    /// <summary>A branch of this name, found in the result of the split.</summary>
    /// <param name="name">The name, to which the split's own is put in front.</param>
    public static Branched<TKey, TValue> As(string name) => new() { Name = Named.As(name).Name };

    /// <summary>A branch that is used on the spot; it does not appear in the result of the split.</summary>
    /// <param name="consumer">Gets the branch.</param>
    /// <param name="name">The name; a number by default.</param>
    public static Branched<TKey, TValue> WithConsumer(Action<KStream<TKey, TValue>> consumer, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(consumer);
        return new Branched<TKey, TValue>
        {
            Name = name,
            Build = branch =>
            {
                consumer(branch);
                return null;
            },
        };
    }

    /// <summary>A branch that is transformed on the spot; what comes out appears in the result of the split.</summary>
    /// <param name="function">Gets the branch, gives what it becomes, or null for nothing.</param>
    /// <param name="name">The name; a number by default.</param>
    public static Branched<TKey, TValue> WithFunction(Func<KStream<TKey, TValue>, KStream<TKey, TValue>?> function, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new Branched<TKey, TValue> { Name = name, Build = function };
    }
}
