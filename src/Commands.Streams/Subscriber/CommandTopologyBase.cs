using Commands.Streams.Subscribing;

namespace Commands.Streams;

/// <summary>
/// The settings that subscribers of a command stream have in common, with or without responses. Immutable: each method returns a modified copy. Only
/// the library derives from it.
/// </summary>
/// <typeparam name="TSelf">The type of the description.</typeparam>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TCommand">The command's type.</typeparam>
public abstract partial class CommandTopologyBase<TSelf, TKey, TCommand>
    where TSelf : CommandTopologyBase<TSelf, TKey, TCommand>
{
    private protected CommandTopologyBase(SubscriptionSettings<TKey, TCommand> settings) => Settings = settings;

    private protected SubscriptionSettings<TKey, TCommand> Settings { get; }

    /// <summary>Sets how many asynchronous handlers may be in flight in each task. Commands with equal keys still run one after another.</summary>
    /// <param name="concurrency">1 or more; an invalid number is reported when the topology is built. Without this call: 1.</param>
    public TSelf Concurrency(int concurrency) =>
        With(Settings with { AsyncOptions = AsyncOptions.WithConcurrency(concurrency) });

    /// <summary>
    /// Lets each task adapt the number of asynchronous handlers in flight, instead of a fixed <see cref="Concurrency"/>: more while handlers take as
    /// long as without load, fewer once they take longer. The <see cref="Retry"/> of a command counts as part of its handler. Commands with equal
    /// keys still run one after another.
    /// </summary>
    /// <param name="minimum">The smallest number, 1 or more, which is also the initial one.</param>
    /// <param name="maximum">The largest number, not below the minimum; invalid numbers are reported when the topology is built.</param>
    public TSelf AdaptiveConcurrency(int minimum, int maximum) =>
        With(Settings with { AsyncOptions = AsyncOptions.WithAdaptiveConcurrency(minimum, maximum) });

    /// <summary>
    /// Checks each command before it is handled. An invalid command is rejected with <see cref="CommandErrors.Invalid"/>, and counts as done.
    /// </summary>
    /// <param name="validate">
    /// Returns a sentence that says what is wrong with the command, or <see langword="null"/> if it is valid. Called on the worker's thread, but for
    /// attempts after the first on any thread. If it throws, the attempt has failed, as if the handler had thrown: <see cref="Retry"/>,
    /// <see cref="RetryLater"/>, <see cref="DeadLetterTo"/> and <see cref="OnFailure(CommandFailure)"/> apply. Without any of them, the exception
    /// goes to the application's processing exception handler.
    /// </param>
    public TSelf Validate(Func<Command<TKey, TCommand>, string?> validate)
    {
        ArgumentNullException.ThrowIfNull(validate);
        return With(Settings with { Validate = validate });
    }

    /// <summary>Returns a copy with other settings.</summary>
    private protected abstract TSelf With(SubscriptionSettings<TKey, TCommand> settings);
}
