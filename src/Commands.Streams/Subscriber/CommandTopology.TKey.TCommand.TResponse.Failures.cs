using Commands.Streams.Subscribing.Handling;
using Commands.Streams.Subscribing.Retrying;

namespace Commands.Streams;

/// <content>Commands that fail: retries, dead letters, and what else becomes of them.</content>
public sealed partial class CommandTopology<TKey, TCommand, TResponse>
{
    /// <inheritdoc cref="CommandTopology{TKey,TCommand}.Retry"/>
    public CommandTopology<TKey, TCommand, TResponse> Retry(int attempts, Backoff backoff, IReadOnlyList<Type>? except = null) =>
        With(_settings with { Retry = RetryPolicy.Create(attempts, backoff, except, _settings.Retry) });

    /// <inheritdoc cref="CommandTopology{TKey,TCommand}.RetryLater"/>
    public CommandTopology<TKey, TCommand, TResponse> RetryLater(RetryOrder order, params IReadOnlyList<TimeSpan> delays) =>
        With(_settings with { RetryTopics = new RetryTopics(_settings.Commands.Topic, order, delays) { KeySerde = _settings.Commands.KeySerde } });

    /// <inheritdoc cref="CommandTopology{TKey,TCommand}.NotRetrying"/>
    public CommandTopology<TKey, TCommand, TResponse> NotRetrying<TException>()
        where TException : Exception => With(_settings with { Retry = _settings.Retry.With(typeof(TException)) });

    /// <inheritdoc cref="CommandTopology{TKey,TCommand}.DeadLetterTo"/>
    public CommandTopology<TKey, TCommand, TResponse> DeadLetterTo(string topic) =>
        With(_settings with { DeadLetterTopic = DeadLetters.Check(topic, _settings.Commands.Topic) });

    /// <summary>
    /// Sets what becomes of a command whose handler throws anything but <see cref="CommandRejectedException"/>, once it is not retried any more. A response
    /// that says it failed is written in either case; under exactly-once, one of a command that stops the worker is aborted with the rest of its transaction.
    /// </summary>
    /// <param name="failure">
    /// What becomes of it. Without this call: <see cref="CommandFailure.DeadLetter"/> after <see cref="DeadLetterTo"/>, else <see cref="CommandFailure.Stop"/>.
    /// </param>
    public CommandTopology<TKey, TCommand, TResponse> OnFailure(CommandFailure failure) => OnFailure((_, _) => failure);

    /// <inheritdoc cref="CommandTopology{TKey,TCommand}.OnFailure(Func{Command{TKey,TCommand},Exception,CommandFailure})"/>
    public CommandTopology<TKey, TCommand, TResponse> OnFailure(Func<Command<TKey, TCommand>, Exception, CommandFailure> decide)
    {
        ArgumentNullException.ThrowIfNull(decide);
        return With(_settings with { OnFailure = decide });
    }
}
