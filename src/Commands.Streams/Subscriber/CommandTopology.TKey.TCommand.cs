using System.Runtime.CompilerServices;
using Commands.Streams.Subscribing;
using Commands.Streams.Subscribing.Handling;

namespace Commands.Streams;

/// <summary>
/// Describes the subscriber of a command stream. Immutable: each method gives a changed copy, so a description may be shared and reused. It ends with
/// <c>ForEach</c>, which names the handler.
/// <para>
/// The default guarantee is at-least-once: a command is committed when its handler has ended, so after a failure it may be handled again. A handler
/// that throws stops the worker, and the command is handled again after a restart, unless
/// <see cref="CommandTopologyBase{TSelf,TKey,TCommand}.Retry"/>, <see cref="CommandTopologyBase{TSelf,TKey,TCommand}.DeadLetterTo"/> or
/// <see cref="CommandTopologyBase{TSelf,TKey,TCommand}.OnFailure(CommandFailure)"/> say otherwise.
/// </para>
/// </summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TCommand">The command's type.</typeparam>
public sealed class CommandTopology<TKey, TCommand> : CommandTopologyBase<CommandTopology<TKey, TCommand>, TKey, TCommand>
{
    /// <summary>Starts the description of a subscriber.</summary>
    /// <param name="commands">The command stream.</param>
    public CommandTopology(CommandStream<TKey, TCommand> commands)
        : base(new SubscriptionSettings<TKey, TCommand>(commands ?? throw new ArgumentNullException(nameof(commands))))
    {
    }

    private CommandTopology(SubscriptionSettings<TKey, TCommand> settings)
        : base(settings)
    {
    }

    /// <summary>Answers each command: the handler gives a response, which is written to a response stream, or to the topic the command names.</summary>
    /// <typeparam name="TResponse">The response's type.</typeparam>
    /// <param name="responses">The response stream.</param>
    /// <exception cref="ArgumentException">The response stream has the topic of the command stream.</exception>
    public CommandTopology<TKey, TCommand, TResponse> Respond<TResponse>(ResponseStream<TKey, TResponse> responses)
    {
        ArgumentNullException.ThrowIfNull(responses);
        return new CommandTopology<TKey, TCommand, TResponse>(Settings, responses);
    }

    /// <summary>
    /// Hands each command to a handler that ends before it returns. The worker waits for it. With
    /// <see cref="CommandTopologyBase{TSelf,TKey,TCommand}.Retry"/>, it does not wait for the tries after
    /// the first, which run on other threads.
    /// </summary>
    /// <param name="handler">The handler. Other tasks call it at the same time.</param>
    public CommandSubscriber ForEach(Action<Command<TKey, TCommand>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Subscriber(new HandleStep<TKey, TCommand, NoResponse>(Settings, command =>
        {
            handler(command);
            return default;
        }));
    }

    /// <summary>Hands each command to an asynchronous handler. The worker goes on while it runs.</summary>
    /// <param name="handler">
    /// Gets the command, and a token that ends with the task, the command's deadline or
    /// <see cref="CommandTopologyBase{TSelf,TKey,TCommand}.HandlerTimeout"/>. Other calls run at the same time.
    /// </param>
    [OverloadResolutionPriority(1)]
    public CommandSubscriber ForEach(Func<Command<TKey, TCommand>, CancellationToken, ValueTask> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Subscriber(new HandleStep<TKey, TCommand, NoResponse>(Settings, (command, stopping) => NoResponse.After(handler(command, stopping))));
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

    private protected override CommandTopology<TKey, TCommand> With(SubscriptionSettings<TKey, TCommand> settings) => new(settings);

    private CommandSubscriber Subscriber(HandleStep<TKey, TCommand, NoResponse> handling)
    {
        var settings = Settings;
        return new CommandSubscriber(settings.Describe(responseTopic: null), builder => handling
            .AddTo(builder.Receive<TKey, TCommand, NoResponse>(settings, responses: null))
            .Finish(settings.FailureTopics, responses: null, settings.Names.OfHandled));
    }
}
