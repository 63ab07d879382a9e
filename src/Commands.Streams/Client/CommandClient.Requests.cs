using Commands.Streams.Issuing.Requests;
using Commands.Streams.Issuing.Sending;

namespace Commands.Streams;

public sealed partial class CommandClient<TKey, TCommand>
{
    /// <summary>Sends a command and waits for its response.</summary>
    /// <typeparam name="TResponse">The response's type.</typeparam>
    /// <param name="key">The key: the subject of the command. May be null only if the type allows it; the command may then go to any partition.</param>
    /// <param name="command">The command.</param>
    /// <param name="responses">The stream of the responses, whose topic must exist.</param>
    /// <param name="timeout">
    /// How long to wait, greater than zero. The subscriber does not start the command after that. With <see cref="Timeout.InfiniteTimeSpan"/> or
    /// <see cref="TimeSpan.MaxValue"/> the request waits without limit, and the command carries no deadline.
    /// </param>
    /// <param name="cancellationToken">A token to cancel the wait. A command that has been handed to the producer may still be written and handled.</param>
    /// <returns>
    /// The outcome, which also reports everything that can go wrong on the way. It completes at most 50 ms after the timeout, unless thousands of
    /// requests end at once and the thread pool takes longer to resume their callers. Await it only once.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The timeout is zero or negative, but not infinite.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ValueTask<CommandOutcome<TResponse>> RequestAsync<TResponse>(
        TKey key, TCommand command, ResponseStream<TKey, TResponse> responses, TimeSpan timeout, CancellationToken cancellationToken = default) =>
        RequestAsync(key, command, responses, timeout, NoOptions, cancellationToken);

    /// <summary>Sends a command with ids, headers or a reply address from the caller, and waits for its response.</summary>
    /// <typeparam name="TResponse">The response's type.</typeparam>
    /// <param name="key">The key: the subject of the command. May be null only if the type allows it; the command may then go to any partition.</param>
    /// <param name="command">The command.</param>
    /// <param name="responses">The stream of the responses, whose topic must exist unless another reply topic is set.</param>
    /// <param name="timeout">
    /// How long to wait, greater than zero. The subscriber does not start the command after that. With <see cref="Timeout.InfiniteTimeSpan"/> or
    /// <see cref="TimeSpan.MaxValue"/> the request waits without limit, and the command carries no deadline.
    /// </param>
    /// <param name="options">The options of the command.</param>
    /// <param name="cancellationToken">A token to cancel the wait. A command that has been handed to the producer may still be written and handled.</param>
    /// <returns>
    /// The outcome, which also reports everything that can go wrong on the way. It completes at most 50 ms after the timeout, unless thousands of
    /// requests end at once and the thread pool takes longer to resume their callers. Await it only once.
    /// </returns>
    /// <exception cref="ArgumentException">The options contain a default id, an invalid reply topic, or a number out of range.</exception>
    /// <exception cref="InvalidOperationException">A request with the same correlation id is already pending.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ValueTask<CommandOutcome<TResponse>> RequestAsync<TResponse>(
        TKey key,
        TCommand command,
        ResponseStream<TKey, TResponse> responses,
        TimeSpan timeout,
        CommandOptions options,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(responses);
        SendChecks.Check(options);
        SendChecks.CheckRequestTimeout(timeout);
        return cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<CommandOutcome<TResponse>>(cancellationToken)
            : _requestSender.RequestAsync(new Request<TKey, TCommand>(key, command, timeout, options), responses, cancellationToken);
    }
}
