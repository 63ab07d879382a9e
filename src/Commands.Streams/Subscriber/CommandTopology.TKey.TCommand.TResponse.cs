using System.Runtime.CompilerServices;
using Commands.Streams.Interop;
using Commands.Streams.Messaging;
using Commands.Streams.Subscribing;
using Commands.Streams.Subscribing.Handling;
using Commands.Streams.Subscribing.Responding;

namespace Commands.Streams;

/// <summary>
/// Describes the subscriber of a command stream that answers, made by <see cref="CommandTopology{TKey,TCommand}.Respond"/>. Immutable: each method
/// gives a changed copy. It ends with <c>ForEach</c>, which names the handler.
/// <para>
/// A command is committed when its handler has ended and its response is acknowledged. The response has the command's key, the time it was made,
/// and the headers of <see cref="CommandHeaders"/>; it is without a value if the command was rejected or failed.
/// </para>
/// </summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TCommand">The command's type.</typeparam>
/// <typeparam name="TResponse">The response's type.</typeparam>
public sealed class CommandTopology<TKey, TCommand, TResponse> : CommandTopologyBase<CommandTopology<TKey, TCommand, TResponse>, TKey, TCommand>
{
    private readonly ResponseStream<TKey, TResponse> _responses;
    private readonly IReadOnlyList<string> _replyTopics;

    internal CommandTopology(SubscriptionSettings<TKey, TCommand> settings, ResponseStream<TKey, TResponse> responses)
        : this(settings with { Responds = true }, responses, [responses.Topic + ".*"])
    {
        if (responses.Topic == settings.Commands.Topic)
        {
            throw new ArgumentException(
                $"Commands and responses are both in topic '{responses.Topic}', so each response would be read as a command. Define the response " +
                "stream with a topic of its own.",
                nameof(responses));
        }
    }

    private CommandTopology(
        SubscriptionSettings<TKey, TCommand> settings, ResponseStream<TKey, TResponse> responses, IReadOnlyList<string> replyTopics)
        : base(settings)
    {
        _responses = responses;
        _replyTopics = replyTopics;
    }

    /// <summary>
    /// Sets which reply topics commands may name besides the response stream, which is always allowed. A command that names another is rejected, and
    /// the response stream says so. If an allowed topic does not exist, the response goes to the response stream instead, and the log warns of it.
    /// </summary>
    /// <param name="topics">
    /// Topics, or beginnings of topics that end in <c>*</c>; none for the response stream alone. Without this call: the response stream's topic
    /// followed by <c>.*</c>.
    /// </param>
    /// <exception cref="ArgumentException">One is neither the name of a topic nor the beginning of one followed by <c>*</c>.</exception>
    public CommandTopology<TKey, TCommand, TResponse> AllowReplyTo(params IReadOnlyList<string> topics)
    {
        ArgumentNullException.ThrowIfNull(topics);
        foreach (var topic in topics)
        {
            ArgumentNullException.ThrowIfNull(topic, nameof(topics));
            if (!ReplyTopics.IsPattern(topic))
            {
                throw new ArgumentException(
                    $"Replies are allowed to '{topic}', which no topic can be named. Give names of topics, of the characters a-z, A-Z, 0-9, '.', " +
                    "'_' and '-', or " +
                    "beginnings of names that end in '*'.",
                    nameof(topics));
            }
        }

        return new CommandTopology<TKey, TCommand, TResponse>(Settings, _responses, [.. topics]);
    }

    /// <summary>
    /// Sets how large a response may be: key, value and headers, as they are sent. In place of one that is larger, or that the client or the topic refuses as
    /// too large, a small one is written that says <see cref="CommandErrors.ResponseTooLarge"/>; the command is done all the same.
    /// </summary>
    /// <param name="bytes">
    /// 1,024 or more. Without this call: 1,000,000. Set it if <c>max.message.bytes</c> of a response topic is lower: the broker refuses only what is on its way
    /// already, and the work since the last commit is then done again.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bytes"/> is below 1,024.</exception>
    public CommandTopology<TKey, TCommand, TResponse> MaxResponseBytes(int bytes) => bytes >= 1024
        ? With(Settings with { MaxResponseBytes = bytes })
        : throw new ArgumentOutOfRangeException(nameof(bytes), bytes, "A response that only says it was too large takes up to 1,024 bytes, so " +
            $"{bytes} are not enough. Give more.");

    /// <summary>
    /// Tells issuers that a command was taken up, so that they can tell one that waits in the topic from one that is being handled: a response
    /// <see cref="CommandStatus.Accepted"/> without a value is written before the handler is called, and the real one follows. An issuer hears of it by
    /// <see cref="CommandClientOptions.OnAccepted"/>. Only commands with <c>command-id</c> and correlation id are answered so: an issuer of another
    /// library would take it for the response. With <see cref="CommandTopologyBase{TSelf,TKey,TCommand}.Concurrency"/>, a command that was taken up
    /// may still wait for those before it of its
    /// key; exactly-once, it is seen with the next commit. After a crash it may be written again.
    /// </summary>
    public CommandTopology<TKey, TCommand, TResponse> SendAccepted() => With(Settings with { SendsAccepted = true });

    /// <summary>
    /// Hands each command to a handler that gives the response before it returns. The worker waits for it. With
    /// <see cref="CommandTopologyBase{TSelf,TKey,TCommand}.Retry"/>, it does not wait for the
    /// tries after the first, which run on other threads.
    /// </summary>
    /// <param name="handler">The handler. Other tasks call it at the same time. A null response is written as one without a value.</param>
    public CommandSubscriber ForEach(Func<Command<TKey, TCommand>, TResponse> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Subscriber(new HandleStep<TKey, TCommand, TResponse>(Settings, handler));
    }

    /// <summary>Hands each command to an asynchronous handler that gives the response. The worker goes on while it runs.</summary>
    /// <param name="handler">
    /// Gets the command, and a token that ends with the task, the command's deadline or
    /// <see cref="CommandTopologyBase{TSelf,TKey,TCommand}.HandlerTimeout"/>. Other calls run at the same time. A null
    /// response is written as one without a value.
    /// </param>
    [OverloadResolutionPriority(1)]
    public CommandSubscriber ForEach(Func<Command<TKey, TCommand>, CancellationToken, ValueTask<TResponse>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Subscriber(new HandleStep<TKey, TCommand, TResponse>(Settings, handler));
    }

    /// <inheritdoc cref="ForEach(Func{Command{TKey,TCommand},CancellationToken,ValueTask{TResponse}})"/>
    public CommandSubscriber ForEach(Func<Command<TKey, TCommand>, CancellationToken, Task<TResponse>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return ForEach((command, stopping) => new ValueTask<TResponse>(handler(command, stopping)));
    }

    private protected override CommandTopology<TKey, TCommand, TResponse> With(SubscriptionSettings<TKey, TCommand> settings) =>
        new(settings, _responses, _replyTopics);

    private CommandSubscriber Subscriber(HandleStep<TKey, TCommand, TResponse> handling)
    {
        var settings = Settings;
        var responses = new ResponseTarget<TKey, TResponse>(
            new ReplyTopics(_responses.Topic, _replyTopics, settings.HoldsCommands),
            _responses.KeySerde,
            _responses.ValueSerde,
            settings.MaxResponseBytes,
            OwnHeaderNames.Of(settings.Commands.Profile));
        return new CommandSubscriber(settings.Describe(_responses.Topic), builder =>
        {
            var received = builder.Receive(settings, responses);
            if (settings.SendsAccepted)
            {
                received.RespondAccepted(responses, settings.Names);
            }

            handling.AddTo(received).Finish(settings.FailureTopics, responses, settings.Names.OfHandled);
        });
    }
}
