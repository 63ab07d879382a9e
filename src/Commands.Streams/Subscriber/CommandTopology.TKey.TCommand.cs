using System.Runtime.CompilerServices;
using Commands.Streams.Subscribing;
using Commands.Streams.Subscribing.Handling;

namespace Commands.Streams;

/// <summary>
/// Describes the subscriber of a command stream. Immutable: each method returns a modified copy, so a description may be shared and reused. Finish it
/// with <c>ForEach</c>, which sets the handler.
/// <para>
/// The default guarantee is at-least-once: a command is committed when its handler has completed, so it may be handled again after a failure. A
/// handler that throws stops the worker, and the command is handled again after a restart, unless
/// <see cref="CommandTopologyBase{TSelf,TKey,TCommand}.Retry"/>, <see cref="CommandTopologyBase{TSelf,TKey,TCommand}.DeadLetterTo"/> or
/// <see cref="CommandTopologyBase{TSelf,TKey,TCommand}.OnFailure(CommandFailure)"/> is called.
/// </para>
/// </summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TCommand">The command's type.</typeparam>
public sealed class CommandTopology<TKey, TCommand> : CommandTopologyBase<CommandTopology<TKey, TCommand>, TKey, TCommand>
{
    /// <summary>Creates the description of a subscriber.</summary>
    /// <param name="commands">The command stream.</param>
    public CommandTopology(CommandStream<TKey, TCommand> commands)
        : base(new SubscriptionSettings<TKey, TCommand>(commands ?? throw new ArgumentNullException(nameof(commands))))
    {
    }

    private CommandTopology(SubscriptionSettings<TKey, TCommand> settings)
        : base(settings)
    {
    }

    /// <summary>
    /// Responds to each command: the handler returns a response, which is written to a response stream, or to the topic that the command names.
    /// </summary>
    /// <typeparam name="TResponse">The response's type.</typeparam>
    /// <param name="responses">The response stream.</param>
    /// <exception cref="ArgumentException">The response stream has the same topic as the command stream.</exception>
    public CommandTopology<TKey, TCommand, TResponse> Respond<TResponse>(ResponseStream<TKey, TResponse> responses)
    {
        ArgumentNullException.ThrowIfNull(responses);
        return new CommandTopology<TKey, TCommand, TResponse>(Settings, responses);
    }

    /// <summary>
    /// Passes each command to a synchronous handler. The worker waits for it. With <see cref="CommandTopologyBase{TSelf,TKey,TCommand}.Retry"/>, it
    /// does not wait for attempts after the first, which run on other threads.
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

    /// <summary>Passes each command to an asynchronous handler. The worker continues while it runs.</summary>
    /// <param name="handler">
    /// Receives the command, and a token that is cancelled when the task ends, the command's deadline passes or the
    /// <see cref="CommandTopologyBase{TSelf,TKey,TCommand}.HandlerTimeout"/> elapses. Other calls run at the same time.
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

    /// <summary>Passes each command to an asynchronous handler without a token, which therefore cannot be cancelled when the task ends.</summary>
    /// <param name="handler">Receives the command. Other calls run at the same time.</param>
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
            .Remember(settings, responses: null)
            .Finish(settings.FailureTopics, responses: null, settings.Names.OfHandled));
    }
}
