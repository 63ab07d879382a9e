using Commands.Streams.Interop;
using Commands.Streams.Subscribing.Handling;
using Commands.Streams.Subscribing.Retrying;

namespace Commands.Streams;

/// <content>Commands that fail: retries, dead letters, and other ways to handle failures.</content>
public abstract partial class CommandTopologyBase<TSelf, TKey, TCommand>
{
    /// <summary>
    /// Retries a command whose handler threw. While it waits, later commands with its key wait behind it, other keys continue as far as
    /// <see cref="Concurrency"/> allows, and no offset beyond it is committed; a restart starts over with the first attempt. A
    /// <see cref="CommandRejectedException"/> is never retried, nor is a <see cref="CommandFailedException"/> that is not retryable, nor a command
    /// whose deadline would pass meanwhile.
    /// </summary>
    /// <param name="attempts">The number of attempts, including the first; 1 or more. Without this call: 1.</param>
    /// <param name="backoff">The delay before each further attempt, by the application's clock.</param>
    /// <param name="except">Types of exceptions that are not retried, including derived ones; in addition to those of <see cref="NotRetrying"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="attempts"/> is below 1.</exception>
    /// <exception cref="ArgumentException">A type is not an exception type.</exception>
    public TSelf Retry(int attempts, Backoff backoff, IReadOnlyList<Type>? except = null) =>
        With(Settings with { Retry = RetryPolicy.Create(attempts, backoff, except, Settings.Retry) });

    /// <summary>
    /// Retries a command after long delays. When its attempts in place have failed (see <see cref="Retry"/>), it goes to the topic <c>&lt;application
    /// id&gt;-&lt;command topic&gt;-retry-1</c> and is read from there after the first delay; if it fails there, it goes to <c>-retry-2</c>, and so
    /// on. It counts as done where it was read, so nothing waits for it unless <paramref name="order"/> requires it. After the last delay it has
    /// failed permanently. It keeps its key, value, headers, timestamp and partition, gets the headers <see cref="CommandHeaders.Attempt"/>,
    /// <see cref="CommandHeaders.Delays"/>, <see cref="CommandHeaders.Due"/> and <see cref="CommandHeaders.Offset"/>, and gets one response, at the
    /// end. The retry topics are created at start. Exceptions that are not retried in place are not retried later either.
    /// </summary>
    /// <param name="order">What happens to later commands with its key meanwhile.</param>
    /// <param name="delays">The delays, one per retry topic: 1 ms to 30 days, by the application's clock.</param>
    /// <exception cref="ArgumentException">There is no delay, or the name of a retry topic is longer than Kafka allows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A delay is out of range.</exception>
    public TSelf RetryLater(RetryOrder order, params IReadOnlyList<TimeSpan> delays) =>
        With(Settings with { RetryTopics = new RetryTopics(Settings.Commands.Topic, order, delays) { KeySerde = Settings.Commands.KeySerde } });

    /// <summary>Excludes exceptions of a type, including derived ones, from retries. May be called for several types.</summary>
    /// <typeparam name="TException">The type.</typeparam>
    public TSelf NotRetrying<TException>()
        where TException : Exception => With(Settings with { Retry = Settings.Retry.With(typeof(TException)) });

    /// <summary>
    /// Writes commands that have failed permanently, or whose key or value cannot be read, to a topic: key and value byte for byte, and the headers
    /// followed by <see cref="Errors.DeadLetterHeaders"/>. They then count as done. A dead letter that cannot be written stops the worker. A command
    /// that cannot be read is rejected with <see cref="CommandErrors.Invalid"/>, if responses are written and it has a correlation id.
    /// </summary>
    /// <param name="topic">
    /// The topic, which must exist. Without this call, commands that fail or cannot be read stop the worker, unless the application's exception
    /// handlers decide otherwise.
    /// </param>
    /// <exception cref="ArgumentException">The name is not a valid topic name, or it is the command topic.</exception>
    public TSelf DeadLetterTo(string topic) =>
        With(Settings with { DeadLetterTopic = DeadLetters.Check(topic, Settings.Commands.Topic) });

    /// <summary>
    /// Sets what happens to a command whose handler throws an exception other than <see cref="CommandRejectedException"/> and that is not retried any
    /// further.
    /// </summary>
    /// <remarks>
    /// If responses are written, a response that reports the failure is written in either case; with exactly-once, the response to a command that
    /// stops the worker is aborted with the rest of its transaction.
    /// </remarks>
    /// <param name="failure">
    /// What happens to it. Without this call: <see cref="CommandFailure.DeadLetter"/> after <see cref="DeadLetterTo"/>, otherwise
    /// <see cref="CommandFailure.Stop"/>.
    /// </param>
    public TSelf OnFailure(CommandFailure failure) => OnFailure((_, _) => failure);

    /// <summary>Decides what happens to each command whose handler throws an exception other than <see cref="CommandRejectedException"/>.</summary>
    /// <param name="decide">
    /// Called if the handler has failed and is not retried any further, on any thread, possibly several at once. If it throws, the command becomes a
    /// dead letter after <see cref="DeadLetterTo"/>; otherwise the worker stops.
    /// </param>
    public TSelf OnFailure(Func<Command<TKey, TCommand>, Exception, CommandFailure> decide)
    {
        ArgumentNullException.ThrowIfNull(decide);
        return With(Settings with { OnFailure = decide });
    }
}
