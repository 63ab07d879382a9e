using System.Runtime.CompilerServices;
using Commands.Streams.Interop;
using Commands.Streams.Messaging;
using Commands.Streams.Subscribing;
using Commands.Streams.Subscribing.Handling;
using Commands.Streams.Subscribing.Responding;

namespace Commands.Streams;

/// <summary>
/// Describes a subscriber that responds to commands; created by <see cref="CommandTopology{TKey,TCommand}.Respond"/>. Immutable: each method returns
/// a modified copy. Finish it with <c>ForEach</c>, which sets the handler.
/// <para>
/// A command is committed when its handler has completed and its response has been acknowledged. The response has the command's key, the current time
/// as its timestamp, and the headers of <see cref="CommandHeaders"/>; it has no value if the command was rejected or failed.
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
                $"Commands and responses are both in topic '{responses.Topic}', so each response would be read as a command. " +
                "Define the response stream with another topic.",
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
    /// Sets the reply topics that commands may name besides the response stream, which is always allowed. A command that names another topic is
    /// rejected, with a response in the response stream. If an allowed topic does not exist, the response goes to the response stream instead, and a
    /// warning is logged.
    /// </summary>
    /// <param name="topics">
    /// Topic names, or prefixes that end in <c>*</c>; empty to allow the response stream only. Without this call: the response stream's topic
    /// followed by <c>.*</c>.
    /// </param>
    /// <exception cref="ArgumentException">An entry is neither a valid topic name nor the prefix of one followed by <c>*</c>.</exception>
    public CommandTopology<TKey, TCommand, TResponse> AllowReplyTo(params IReadOnlyList<string> topics)
    {
        ArgumentNullException.ThrowIfNull(topics);
        foreach (var topic in topics)
        {
            ArgumentNullException.ThrowIfNull(topic, nameof(topics));
            if (!ReplyTopics.IsPattern(topic))
            {
                throw new ArgumentException(
                    $"Replies are allowed to '{topic}', which is not a valid topic name. " +
                    "Use topic names with the characters a-z, A-Z, 0-9, '.', '_' and '-', or prefixes that end in '*'.",
                    nameof(topics));
            }
        }

        return new CommandTopology<TKey, TCommand, TResponse>(Settings, _responses, [.. topics]);
    }

    /// <summary>
    /// Sets the largest size of a response: key, value and headers as they are sent. A response that is larger, or that the client or the topic
    /// refuses as too large, is replaced by a small one with <see cref="CommandErrors.ResponseTooLarge"/>; the command still counts as done.
    /// </summary>
    /// <param name="bytes">
    /// The size in bytes, 1,024 or more. Without this call: 1,000,000. Set it if <c>max.message.bytes</c> of a response topic is lower: the broker
    /// refuses a response only after it has been sent, and the work since the last commit is then repeated. With
    /// <see cref="CommandTopologyBase{TSelf,TKey,TCommand}.Deduplicate"/>, what is stored with a response counts too: about 100 bytes, the key and the id.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bytes"/> is below 1,024.</exception>
    public CommandTopology<TKey, TCommand, TResponse> MaxResponseBytes(int bytes) => bytes >= 1024
        ? With(Settings with { MaxResponseBytes = bytes })
        : throw new ArgumentOutOfRangeException(
            nameof(bytes), bytes, $"A response that only reports that it was too large needs up to 1,024 bytes, so {bytes} are not enough. Use 1,024 or more.");

    /// <summary>
    /// Tells issuers when the handling of a command starts, so that they can distinguish a command that waits in the topic from one that is being
    /// handled: a response with <see cref="CommandStatus.Accepted"/> and no value is written before the handler is called, and the real response
    /// follows. The client reports it by <see cref="CommandClientOptions.OnAccepted"/>. Only commands with both a <c>command-id</c> and a correlation
    /// id get this response, because an issuer of another library would mistake it for the real one. With
    /// <see cref="CommandTopologyBase{TSelf,TKey,TCommand}.Concurrency"/>, an accepted command may still wait for earlier commands with its key; with
    /// exactly-once, the response becomes visible with the next commit. After a crash it may be written again.
    /// </summary>
    public CommandTopology<TKey, TCommand, TResponse> SendAccepted() => With(Settings with { SendsAccepted = true });

    /// <summary>
    /// Passes each command to a synchronous handler that returns the response. The worker waits for it. With
    /// <see cref="CommandTopologyBase{TSelf,TKey,TCommand}.Retry"/>, it does not wait for attempts after the first, which run on other threads.
    /// </summary>
    /// <param name="handler">The handler. Other tasks call it at the same time. A null response is written as one without a value.</param>
    public CommandSubscriber ForEach(Func<Command<TKey, TCommand>, TResponse> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Subscriber(new HandleStep<TKey, TCommand, TResponse>(Settings, handler));
    }

    /// <summary>Passes each command to an asynchronous handler that returns the response. The worker continues while it runs.</summary>
    /// <param name="handler">
    /// Receives the command, and a token that is cancelled when the task ends, the command's deadline passes or the
    /// <see cref="CommandTopologyBase{TSelf,TKey,TCommand}.HandlerTimeout"/> elapses. Other calls run at the same time. A null response is written as
    /// one without a value.
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

            handling.AddTo(received).Remember(settings, responses).Finish(settings.FailureTopics, responses, settings.Names.OfHandled);
        });
    }
}
