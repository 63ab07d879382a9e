using Commands.Streams.Interop;
using Commands.Streams.Subscribing.Handling;
using Commands.Streams.Subscribing.Retrying;

namespace Commands.Streams;

/// <content>Commands that fail: retries, dead letters, and what else becomes of them.</content>
public abstract partial class CommandTopologyBase<TSelf, TKey, TCommand>
{
    /// <summary>
    /// Tries a command again whose handler threw. While it waits, its key's later commands wait behind it, other keys go on as far as
    /// <see cref="Concurrency"/> allows, and nothing is committed past it; a restart begins with the first try. <see cref="CommandRejectedException"/> is
    /// never retried, nor is a <see cref="CommandFailedException"/> that is not retryable, nor a command whose deadline would pass meanwhile.
    /// </summary>
    /// <param name="attempts">How often a command is tried, the first time included; 1 or more. Without this call: 1.</param>
    /// <param name="backoff">How long to wait before each further try, by the application's clock.</param>
    /// <param name="except">Types of exceptions that are not retried, derived ones included; in addition to those of <see cref="NotRetrying"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="attempts"/> is below 1.</exception>
    /// <exception cref="ArgumentException">A type is no type of exception.</exception>
    public TSelf Retry(int attempts, Backoff backoff, IReadOnlyList<Type>? except = null) =>
        With(Settings with { Retry = RetryPolicy.Create(attempts, backoff, except, Settings.Retry) });

    /// <summary>
    /// Tries a command again after long delays: when its tries in place have failed (see <see cref="Retry"/>), it goes to the topic
    /// <c>&lt;application id&gt;-&lt;command topic&gt;-retry-1</c> and is read from there after the first delay; when it fails there, to
    /// <c>-retry-2</c>, and so on. It counts as
    /// done where it was read, so nothing waits for it but what <paramref name="order"/> says. After the last delay it has failed permanently. It keeps its
    /// key, value, headers, timestamp and partition, gets the headers <see cref="CommandHeaders.Attempt"/>, <see cref="CommandHeaders.Delays"/>,
    /// <see cref="CommandHeaders.Due"/> and <see cref="CommandHeaders.Offset"/>, and is answered once, at the end. The retry topics are made at
    /// start. What is not retried in place is not tried later.
    /// </summary>
    /// <param name="order">What happens meanwhile to later commands of its key.</param>
    /// <param name="delays">The delays, one for each retry topic: 1 ms to 30 days, by the application's clock.</param>
    /// <exception cref="ArgumentException">There is no delay, or the name of a retry topic is longer than Kafka allows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A delay is out of its range.</exception>
    public TSelf RetryLater(RetryOrder order, params IReadOnlyList<TimeSpan> delays) =>
        With(Settings with { RetryTopics = new RetryTopics(Settings.Commands.Topic, order, delays) { KeySerde = Settings.Commands.KeySerde } });

    /// <summary>Sets that exceptions of a type, and of those derived from it, are not retried. May be called for several types.</summary>
    /// <typeparam name="TException">The type.</typeparam>
    public TSelf NotRetrying<TException>()
        where TException : Exception => With(Settings with { Retry = Settings.Retry.With(typeof(TException)) });

    /// <summary>
    /// Writes commands that failed permanently, or whose key or value cannot be read, to a topic: key and value byte for byte, the headers followed by
    /// <see cref="Errors.DeadLetterHeaders"/>; then they count as done. A dead letter that cannot be written stops the worker. A command that cannot be read
    /// is answered as rejected with <see cref="CommandErrors.Invalid"/>, if responses are written and it has a correlation id.
    /// </summary>
    /// <param name="topic">The topic, which must exist. Without this call, commands that fail stop the worker, and so do those that cannot be read,
    /// unless the application's exception handlers say otherwise.</param>
    /// <exception cref="ArgumentException">Kafka allows no such name, or it is the command topic.</exception>
    public TSelf DeadLetterTo(string topic) =>
        With(Settings with { DeadLetterTopic = DeadLetters.Check(topic, Settings.Commands.Topic) });

    /// <summary>
    /// Sets what becomes of a command whose handler throws anything but <see cref="CommandRejectedException"/>, once it is not retried any more.
    /// </summary>
    /// <remarks>
    /// If responses are written, one that says it failed is written in either case; under exactly-once, the response to a command that stops the worker is
    /// aborted with the rest of its transaction.
    /// </remarks>
    /// <param name="failure">
    /// What becomes of it. Without this call: <see cref="CommandFailure.DeadLetter"/> after <see cref="DeadLetterTo"/>, else <see cref="CommandFailure.Stop"/>.
    /// </param>
    public TSelf OnFailure(CommandFailure failure) => OnFailure((_, _) => failure);

    /// <summary>Decides for each command whose handler throws anything but <see cref="CommandRejectedException"/> what becomes of it.</summary>
    /// <param name="decide">
    /// Called if the handler failed and is not tried again, on any thread, several times at once. If it throws, the command becomes a dead letter
    /// after <see cref="DeadLetterTo"/>; otherwise the worker stops.
    /// </param>
    public TSelf OnFailure(Func<Command<TKey, TCommand>, Exception, CommandFailure> decide)
    {
        ArgumentNullException.ThrowIfNull(decide);
        return With(Settings with { OnFailure = decide });
    }
}
