using Commands.Streams.Serialization;
using Commands.Streams.State.Bytes;

namespace Commands.Streams.State;

/// <summary>Describes a store to add to a topology. Immutable; each <c>With</c> method returns a modified copy.</summary>
/// <typeparam name="TStore">The interface by which processors use the store.</typeparam>
public sealed record StoreBuilder<TStore> : StoreBuilder
    where TStore : class, IStateStore
{
    private readonly Func<StoreBuilder<TStore>, SerdeRegistry, IBytesStore, TaskStore> _create;
    private readonly Action<StoreBuilder<TStore>, SerdeRegistry, Action<string>> _check;

    internal StoreBuilder(
        StoreSupplier supplier,
        Func<StoreBuilder<TStore>, SerdeRegistry, IBytesStore, TaskStore> create,
        Action<StoreBuilder<TStore>, SerdeRegistry, Action<string>> check)
        : base(supplier)
    {
        _create = create;
        _check = check;
    }

    /// <summary>Returns a copy that writes only the last of several writes to a key between two commits to the changelog.</summary>
    public StoreBuilder<TStore> WithCachingEnabled() => this with { IsCached = true };

    /// <summary>Returns a copy that writes each write to the changelog. This is the default.</summary>
    public StoreBuilder<TStore> WithCachingDisabled() => this with { IsCached = false };

    /// <summary>Returns a copy with a changelog topic. This is the default.</summary>
    /// <param name="topicConfiguration">Settings of the topic by their Kafka names, which take precedence over those of the library.</param>
    public StoreBuilder<TStore> WithLoggingEnabled(IReadOnlyDictionary<string, string>? topicConfiguration = null) =>
        this with { IsLogged = true, TopicConfiguration = topicConfiguration ?? new Dictionary<string, string>() };

    /// <summary>Returns a copy without a changelog topic: the content is lost when the task moves to another instance, or when its files are.</summary>
    public StoreBuilder<TStore> WithLoggingDisabled() => this with { IsLogged = false };

    internal override TaskStore Create(SerdeRegistry serdes, IBytesStore bytes) => _create(this, serdes, bytes);

    internal override void AddProblems(SerdeRegistry serdes, Action<string> add) => _check(this, serdes, add);
}
