namespace Commands.Streams;

/// <summary>The name of a branch of a split stream, and the steps that are added to it on the spot, if any.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The value's type.</typeparam>
public sealed record Branched<TKey, TValue>
{
    private Branched()
    {
    }

    internal string? Name { get; private init; }

    internal Func<KStream<TKey, TValue>, KStream<TKey, TValue>?>? Build { get; private init; }

    /// <summary>Creates a branch with this name, which appears in the result of the split.</summary>
    /// <param name="name">The name; the name of the split is prepended.</param>
    public static Branched<TKey, TValue> As(string name) => new() { Name = Named.As(name).Name };

    /// <summary>Creates a branch that is consumed on the spot; it does not appear in the result of the split.</summary>
    /// <param name="consumer">Receives the branch.</param>
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

    /// <summary>Creates a branch that is transformed on the spot; the transformed stream appears in the result of the split.</summary>
    /// <param name="function">
    /// Receives the branch and returns the transformed stream, or <see langword="null"/> to leave the branch out of the result.
    /// </param>
    /// <param name="name">The name; a number by default.</param>
    public static Branched<TKey, TValue> WithFunction(Func<KStream<TKey, TValue>, KStream<TKey, TValue>?> function, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new Branched<TKey, TValue> { Name = name, Build = function };
    }
}
