using Commands.Streams.Serialization;

namespace Commands.Streams.State;

/// <summary>Describes a store to add to a topology. Immutable; each <c>With</c> method returns a modified copy.</summary>
public abstract record StoreBuilder
{
    private protected StoreBuilder(StoreSupplier supplier) => Supplier = supplier;

    /// <summary>The store's name.</summary>
    public string Name => Supplier.Name;

    /// <summary>The kind of the store.</summary>
    public StoreSupplier Supplier { get; }

    /// <summary>
    /// <see langword="true"/> if the store has a changelog topic, from which it is restored; <see langword="false"/> if its content is lost with it.
    /// </summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool IsLogged { get; internal init; } = true;

    /// <summary>
    /// <see langword="true"/> if only the last of several writes to a key between two commits is written to the changelog, and forwarded if the store is a
    /// table's; <see langword="false"/> if each is.
    /// </summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool IsCached { get; internal init; }

    /// <summary>Settings of the changelog topic by their Kafka names, which take precedence over those of the library.</summary>
    /// <value>Default: empty.</value>
    public IReadOnlyDictionary<string, string> TopicConfiguration { get; internal init; } = new Dictionary<string, string>();

    /// <summary>Creates the store of one task.</summary>
    /// <param name="serdes">The serdes of types for which the builder has none.</param>
    /// <param name="bytes">The back end, which the store owns from now on.</param>
    internal abstract TaskStore Create(SerdeRegistry serdes, Bytes.IBytesStore bytes);

    /// <summary>Adds the problems of this store, for example that there is no serde for a type.</summary>
    internal abstract void AddProblems(SerdeRegistry serdes, Action<string> add);
}
