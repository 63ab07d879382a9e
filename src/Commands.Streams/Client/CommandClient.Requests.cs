using Commands.Streams.Issuing.Requests;
using Commands.Streams.Issuing.Sending;

namespace Commands.Streams;

public sealed partial class CommandClient<TKey, TCommand>
{
    /// <summary>Writes a command and waits for its response.</summary>
    /// <typeparam name="TResponse">The response's type.</typeparam>
    /// <param name="key">The key: what the command is about. Null only if the type can hold that; such a command may go to any partition.</param>
    /// <param name="command">What is to be done.</param>
    /// <param name="responses">The stream of the responses. Its topic must exist.</param>
    /// <param name="timeout">
    /// How long to wait, more than zero. The subscriber does not start a command later than that. <see cref="Timeout.InfiniteTimeSpan"/> and
    /// <see cref="TimeSpan.MaxValue"/> wait without limit, and the command then carries no deadline.
    /// </param>
    /// <param name="cancellationToken">Ends the wait. A command that was handed to the producer may still be written and handled.</param>
    /// <returns>
    /// What became of the command: it says so of everything that can go wrong on the way, and ends at most 50 ms after the timeout, unless thousands
    /// of requests
    /// end at once and the thread pool takes longer to run what awaits them. Await it once.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The timeout is zero or negative, and not infinite.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ValueTask<CommandOutcome<TResponse>> RequestAsync<TResponse>(
        TKey key, TCommand command, ResponseStream<TKey, TResponse> responses, TimeSpan timeout, CancellationToken cancellationToken = default) =>
        RequestAsync(key, command, responses, timeout, NoOptions, cancellationToken);

    /// <summary>Writes a command with ids, headers or a reply address of one's own, and waits for its response.</summary>
    /// <typeparam name="TResponse">The response's type.</typeparam>
    /// <param name="key">The key: what the command is about. Null only if the type can hold that; such a command may go to any partition.</param>
    /// <param name="command">What is to be done.</param>
    /// <param name="responses">The stream of the responses. Its topic must exist, unless another reply topic is given.</param>
    /// <param name="timeout">
    /// How long to wait, more than zero. The subscriber does not start a command later than that. <see cref="Timeout.InfiniteTimeSpan"/> and
    /// <see cref="TimeSpan.MaxValue"/> wait without limit, and the command then carries no deadline.
    /// </param>
    /// <param name="options">What the command is sent with.</param>
    /// <param name="cancellationToken">Ends the wait. A command that was handed to the producer may still be written and handled.</param>
    /// <returns>
    /// What became of the command: it says so of everything that can go wrong on the way, and ends at most 50 ms after the timeout, unless thousands
    /// of requests
    /// end at once and the thread pool takes longer to run what awaits them. Await it once.
    /// </returns>
    /// <exception cref="ArgumentException">The options hold an id that is none, a reply topic that cannot be one, or a number out of range.</exception>
    /// <exception cref="InvalidOperationException">A request waits under the same correlation id already.</exception>
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
