using System.Runtime.CompilerServices;
using Commands.Streams.Subscribing;

namespace Commands.Streams;

/// <summary>
/// Describes the subscriber of a command stream that answers, made by <see cref="CommandTopology{TKey,TCommand}.Respond"/>. Immutable: each method
/// gives a changed copy. It ends with <c>ForEach</c>, which names the handler.
/// <para>
/// A command is committed when its handler has ended and its response is acknowledged. The response has the command's key, the time it was made,
/// and the headers of <see cref="CommandHeaders"/>; it is without a value where the command was rejected or failed.
/// </para>
/// </summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TCommand">The command's type.</typeparam>
/// <typeparam name="TResponse">The response's type.</typeparam>
public sealed class CommandTopology<TKey, TCommand, TResponse>
{
    private readonly SubscriptionSettings<TKey, TCommand> _settings;
    private readonly ResponseStream<TKey, TResponse> _responses;
    private readonly IReadOnlyList<string> _replyTopics;

    internal CommandTopology(SubscriptionSettings<TKey, TCommand> settings, ResponseStream<TKey, TResponse> responses)
        : this(settings, responses, [responses.Topic + ".*"])
    {
        if (responses.Topic == settings.Commands.Topic)
        {
            throw new ArgumentException(
                $"Commands and responses are both in topic '{responses.Topic}', so each response would be read as a command. Define the response stream with a topic of its own.",
                nameof(responses));
        }
    }

    private CommandTopology(
        SubscriptionSettings<TKey, TCommand> settings, ResponseStream<TKey, TResponse> responses, IReadOnlyList<string> replyTopics)
    {
        _settings = settings;
        _responses = responses;
        _replyTopics = replyTopics;
    }

    /// <summary>
    /// Sets which reply topics commands may name besides the response stream, which is always allowed. A command that names another is rejected, and
    /// the response stream says so. The topics must exist: a response that cannot be written goes to the application's production exception handler.
    /// </summary>
    /// <param name="topics">
    /// Topics, or beginnings of topics that end in <c>*</c>; none for the response stream alone. Without this call: the response stream's topic
    /// followed by <c>.*</c>.
    /// </param>
    /// <exception cref="ArgumentException">One is empty.</exception>
    public CommandTopology<TKey, TCommand, TResponse> AllowReplyTo(params IReadOnlyList<string> topics)
    {
        ArgumentNullException.ThrowIfNull(topics);
        foreach (var topic in topics)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(topic, nameof(topics));
        }

        return new CommandTopology<TKey, TCommand, TResponse>(_settings, _responses, [.. topics]);
    }

    /// <inheritdoc cref="CommandTopology{TKey,TCommand}.Concurrency"/>
    public CommandTopology<TKey, TCommand, TResponse> Concurrency(int concurrency) => With(_settings with { Concurrency = concurrency });

    /// <summary>
    /// Sets what becomes of a command whose handler throws anything but <see cref="CommandRejectedException"/>. A response that says it failed is
    /// written in either case; under exactly-once, one of a command that stops the worker is aborted with the rest of its transaction.
    /// </summary>
    /// <param name="failure">What becomes of it. Without this call: <see cref="CommandFailure.Stop"/>.</param>
    public CommandTopology<TKey, TCommand, TResponse> OnFailure(CommandFailure failure) => OnFailure((_, _) => failure);

    /// <inheritdoc cref="CommandTopology{TKey,TCommand}.OnFailure(Func{Command{TKey,TCommand},Exception,CommandFailure})"/>
    public CommandTopology<TKey, TCommand, TResponse> OnFailure(Func<Command<TKey, TCommand>, Exception, CommandFailure> decide)
    {
        ArgumentNullException.ThrowIfNull(decide);
        return With(_settings with { OnFailure = decide });
    }

    /// <summary>Hands each command to a handler that gives the response before it returns. The worker waits for it.</summary>
    /// <param name="handler">The handler. Other tasks call it at the same time. A null response is written as one without a value.</param>
    public CommandSubscriber ForEach(Func<Command<TKey, TCommand>, TResponse> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var settings = _settings;
        return Subscriber(received => received.ProcessValues(
            () => new AnsweringProcessor<TKey, TCommand, TResponse>(settings, handler), settings.Names.Handle));
    }

    /// <summary>Hands each command to an asynchronous handler that gives the response. The worker goes on while it runs.</summary>
    /// <param name="handler">
    /// Gets the command, and a token that ends with the task. Other calls run at the same time. A null response is written as one without a value.
    /// </param>
    [OverloadResolutionPriority(1)]
    public CommandSubscriber ForEach(Func<Command<TKey, TCommand>, CancellationToken, ValueTask<TResponse>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var settings = _settings;
        return Subscriber(received => received.MapValuesAsync(
            new AsyncAnswering<TKey, TCommand, TResponse>(settings, handler).HandleAsync, settings.AsyncOptions, settings.Names.Handle));
    }

    /// <inheritdoc cref="ForEach(Func{Command{TKey,TCommand},CancellationToken,ValueTask{TResponse}})"/>
    public CommandSubscriber ForEach(Func<Command<TKey, TCommand>, CancellationToken, Task<TResponse>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return ForEach((command, stopping) => new ValueTask<TResponse>(handler(command, stopping)));
    }

    private CommandTopology<TKey, TCommand, TResponse> With(SubscriptionSettings<TKey, TCommand> settings) => new(settings, _responses, _replyTopics);

    private CommandSubscriber Subscriber(Func<KStream<TKey, ReceivedCommand<TKey, TCommand>>, KStream<TKey, Answer<TResponse>>> handle)
    {
        var (settings, responses) = (_settings, _responses);
        var replyTopics = new ReplyTopics(responses.Topic, _replyTopics);
        return new CommandSubscriber(builder => handle(builder.Receive(settings, replyTopics)).Respond(responses, settings.Names));
    }
}
