using System.Runtime.CompilerServices;
using Commands.Streams.Subscribing;
using Commands.Streams.Subscribing.Handling;

namespace Commands.Streams;

/// <summary>
/// Describes the subscriber of a command stream. Immutable: each method gives a changed copy, so a description may be shared and reused. It ends with
/// <c>ForEach</c>, which names the handler.
/// <para>
/// The default guarantee is at-least-once: a command is committed when its handler has ended, so after a failure it may be handled again. A handler
/// that throws stops the worker, and the command is handled again after a restart, unless <see cref="Retry"/>, <see cref="DeadLetterTo"/> or
/// <see cref="OnFailure(CommandFailure)"/> say otherwise.
/// </para>
/// </summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TCommand">The command's type.</typeparam>
public sealed partial class CommandTopology<TKey, TCommand>
{
    private readonly SubscriptionSettings<TKey, TCommand> _settings;

    /// <summary>Starts the description of a subscriber.</summary>
    /// <param name="commands">The command stream.</param>
    public CommandTopology(CommandStream<TKey, TCommand> commands)
    {
        ArgumentNullException.ThrowIfNull(commands);
        _settings = new SubscriptionSettings<TKey, TCommand>(commands);
    }

    private CommandTopology(SubscriptionSettings<TKey, TCommand> settings) => _settings = settings;

    /// <summary>Answers each command: the handler gives a response, which is written to a response stream, or to the topic the command names.</summary>
    /// <typeparam name="TResponse">The response's type.</typeparam>
    /// <param name="responses">The response stream.</param>
    /// <exception cref="ArgumentException">The response stream has the topic of the command stream.</exception>
    public CommandTopology<TKey, TCommand, TResponse> Respond<TResponse>(ResponseStream<TKey, TResponse> responses)
    {
        ArgumentNullException.ThrowIfNull(responses);
        return new CommandTopology<TKey, TCommand, TResponse>(_settings, responses);
    }

    /// <summary>Sets how many asynchronous handlers may be in flight in each task. Commands with equal keys still run one after the other.</summary>
    /// <param name="concurrency">1 or more; another number is reported when the topology is built. Without this call: 1.</param>
    public CommandTopology<TKey, TCommand> Concurrency(int concurrency) =>
        With(_settings with { AsyncOptions = AsyncOptions.WithConcurrency(concurrency) });

    /// <summary>
    /// Lets each task find how many asynchronous handlers to have in flight, instead of <see cref="Concurrency"/>: more while handlers take
    /// as long as without load, fewer once they take longer. A command's <see cref="Retry"/> counts as part of its handler. Commands with equal keys still run
    /// one after the other.
    /// </summary>
    /// <param name="minimum">The least, 1 or more; what it begins with.</param>
    /// <param name="maximum">The most, no less than the minimum; other numbers are reported when the topology is built.</param>
    public CommandTopology<TKey, TCommand> AdaptiveConcurrency(int minimum, int maximum) =>
        With(_settings with { AsyncOptions = AsyncOptions.WithAdaptiveConcurrency(minimum, maximum) });

    /// <summary>Checks each command before it is handled. One that fails is answered as rejected with <see cref="CommandErrors.Invalid"/>, and counts as done.</summary>
    /// <param name="validate">
    /// Gives a sentence that says what is wrong with the command, or <see langword="null"/> if it may be handled. Called on the worker's thread; for tries
    /// after the first on any thread. If it throws, the command's try has failed, as if the handler had thrown: <see cref="Retry"/>,
    /// <see cref="RetryLater"/>, <see cref="DeadLetterTo"/> and <see cref="OnFailure(CommandFailure)"/> apply. Without any of them it goes to
    /// the application's processing exception handler.
    /// </param>
    public CommandTopology<TKey, TCommand> Validate(Func<Command<TKey, TCommand>, string?> validate)
    {
        ArgumentNullException.ThrowIfNull(validate);
        return With(_settings with { Validate = validate });
    }

    /// <summary>
    /// Hands each command to a handler that ends before it returns. The worker waits for it. With <see cref="Retry"/>, it does not wait for the tries after
    /// the first, which run on other threads.
    /// </summary>
    /// <param name="handler">The handler. Other tasks call it at the same time.</param>
    public CommandSubscriber ForEach(Action<Command<TKey, TCommand>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Subscriber(new HandleStep<TKey, TCommand, NoResponse>(_settings, command =>
        {
            handler(command);
            return default;
        }));
    }

    /// <summary>Hands each command to an asynchronous handler. The worker goes on while it runs.</summary>
    /// <param name="handler">
    /// Gets the command, and a token that ends with the task, the command's deadline or <see cref="HandlerTimeout"/>. Other calls run at the same time.
    /// </param>
    [OverloadResolutionPriority(1)]
    public CommandSubscriber ForEach(Func<Command<TKey, TCommand>, CancellationToken, ValueTask> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Subscriber(new HandleStep<TKey, TCommand, NoResponse>(_settings, (command, stopping) => NoResponse.After(handler(command, stopping))));
    }

    /// <inheritdoc cref="ForEach(Func{Command{TKey,TCommand},CancellationToken,ValueTask})"/>
    public CommandSubscriber ForEach(Func<Command<TKey, TCommand>, CancellationToken, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return ForEach((command, stopping) => new ValueTask(handler(command, stopping)));
    }

    /// <summary>Hands each command to an asynchronous handler that takes no token, so it cannot be told that the task ends.</summary>
    /// <param name="handler">Gets the command. Other calls run at the same time.</param>
    [OverloadResolutionPriority(1)]
    public CommandSubscriber ForEach(Func<Command<TKey, TCommand>, ValueTask> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return ForEach((command, _) => handler(command));
    }

    /// <inheritdoc cref="ForEach(Func{Command{TKey,TCommand},ValueTask})"/>
    public CommandSubscriber ForEach(Func<Command<TKey, TCommand>, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return ForEach((command, _) => new ValueTask(handler(command)));
    }

    private static CommandTopology<TKey, TCommand> With(SubscriptionSettings<TKey, TCommand> settings) => new(settings);

    private CommandSubscriber Subscriber(HandleStep<TKey, TCommand, NoResponse> handling)
    {
        var settings = _settings;
        return new CommandSubscriber(settings.Describe(responseTopic: null), builder => handling
            .AddTo(builder.Receive<TKey, TCommand, NoResponse>(settings, responses: null))
            .Finish(settings.FailureTopics, responses: null, settings.Names.OfHandled));
    }
}
