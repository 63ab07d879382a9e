using System.Runtime.CompilerServices;
using Commands.Streams.Subscribing;

namespace Commands.Streams;

/// <summary>
/// Describes the subscriber of a command stream. Immutable: each method gives a changed copy, so a description may be shared and reused. It ends with
/// <c>ForEach</c>, which names the handler.
/// <para>
/// The default guarantee is at-least-once: a command is committed when its handler has ended, so after a failure it may be handled again. A handler
/// that throws stops the worker, and the command is handled again after a restart, unless <see cref="OnFailure(CommandFailure)"/> says otherwise.
/// </para>
/// </summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TCommand">The command's type.</typeparam>
public sealed class CommandTopology<TKey, TCommand>
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
    public CommandTopology<TKey, TCommand> Concurrency(int concurrency) => new(_settings with { Concurrency = concurrency });

    /// <summary>Sets what becomes of a command whose handler throws anything but <see cref="CommandRejectedException"/>.</summary>
    /// <param name="failure">What becomes of it. Without this call: <see cref="CommandFailure.Stop"/>.</param>
    public CommandTopology<TKey, TCommand> OnFailure(CommandFailure failure) => OnFailure((_, _) => failure);

    /// <summary>Decides for each command whose handler throws anything but <see cref="CommandRejectedException"/> what becomes of it.</summary>
    /// <param name="decide">Called where the handler failed, on any thread, several times at once. If it throws, the worker stops.</param>
    public CommandTopology<TKey, TCommand> OnFailure(Func<Command<TKey, TCommand>, Exception, CommandFailure> decide)
    {
        ArgumentNullException.ThrowIfNull(decide);
        return new CommandTopology<TKey, TCommand>(_settings with { OnFailure = decide });
    }

    /// <summary>Hands each command to a handler that ends before it returns. The worker waits for it.</summary>
    /// <param name="handler">The handler. Other tasks call it at the same time.</param>
    public CommandSubscriber ForEach(Action<Command<TKey, TCommand>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var settings = _settings;
        return new CommandSubscriber(builder => builder
            .Receive(settings, replyTopics: null)
            .Process(() => new HandlingProcessor<TKey, TCommand>(settings, handler), settings.Names.Handle));
    }

    /// <summary>Hands each command to an asynchronous handler. The worker goes on while it runs.</summary>
    /// <param name="handler">Gets the command, and a token that ends with the task. Other calls run at the same time.</param>
    [OverloadResolutionPriority(1)]
    public CommandSubscriber ForEach(Func<Command<TKey, TCommand>, CancellationToken, ValueTask> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var settings = _settings;
        return new CommandSubscriber(builder => builder
            .Receive(settings, replyTopics: null)
            .ForEachAsync(new AsyncHandling<TKey, TCommand>(settings, handler).HandleAsync, settings.AsyncOptions, settings.Names.Handle));
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
}
