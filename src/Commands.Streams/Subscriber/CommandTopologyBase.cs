using Commands.Streams.Subscribing;

namespace Commands.Streams;

/// <summary>
/// What the subscribers of a command stream are told, with or without responses. Immutable: each method returns a changed copy. Derived from by the library
/// alone.
/// </summary>
/// <typeparam name="TSelf">The type of the description.</typeparam>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TCommand">The command's type.</typeparam>
public abstract partial class CommandTopologyBase<TSelf, TKey, TCommand>
    where TSelf : CommandTopologyBase<TSelf, TKey, TCommand>
{
    private protected CommandTopologyBase(SubscriptionSettings<TKey, TCommand> settings) => Settings = settings;

    private protected SubscriptionSettings<TKey, TCommand> Settings { get; }

    /// <summary>Sets how many asynchronous handlers may be in flight in each task. Commands with equal keys still run one after the other.</summary>
    /// <param name="concurrency">1 or more; another number is reported when the topology is built. Without this call: 1.</param>
    public TSelf Concurrency(int concurrency) =>
        With(Settings with { AsyncOptions = AsyncOptions.WithConcurrency(concurrency) });

    /// <summary>
    /// Lets each task find how many asynchronous handlers to have in flight, instead of <see cref="Concurrency"/>: more while handlers take
    /// as long as without load, fewer once they take longer. A command's <see cref="Retry"/> counts as part of its handler. Commands with equal keys still run
    /// one after the other.
    /// </summary>
    /// <param name="minimum">The least, 1 or more; what it begins with.</param>
    /// <param name="maximum">The most, no less than the minimum; other numbers are reported when the topology is built.</param>
    public TSelf AdaptiveConcurrency(int minimum, int maximum) =>
        With(Settings with { AsyncOptions = AsyncOptions.WithAdaptiveConcurrency(minimum, maximum) });

    /// <summary>
    /// Checks each command before it is handled. One that fails is answered as rejected with <see cref="CommandErrors.Invalid"/>, and counts as done.
    /// </summary>
    /// <param name="validate">
    /// Gives a sentence that says what is wrong with the command, or <see langword="null"/> if it may be handled. Called on the worker's thread; for tries
    /// after the first on any thread. If it throws, the command's try has failed, as if the handler had thrown: <see cref="Retry"/>,
    /// <see cref="RetryLater"/>, <see cref="DeadLetterTo"/> and <see cref="OnFailure(CommandFailure)"/> apply. Without any of them it goes to
    /// the application's processing exception handler.
    /// </param>
    public TSelf Validate(Func<Command<TKey, TCommand>, string?> validate)
    {
        ArgumentNullException.ThrowIfNull(validate);
        return With(Settings with { Validate = validate });
    }

    /// <summary>Returns a copy with other settings.</summary>
    private protected abstract TSelf With(SubscriptionSettings<TKey, TCommand> settings);
}
