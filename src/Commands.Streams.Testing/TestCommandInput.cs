using Commands.Streams.Interop;
using Commands.Streams.Records;

namespace Commands.Streams.Testing;

/// <summary>
/// Issues commands to the subscriber under test. Every call returns once the topology has done everything it can do at that time. Used by one thread.
/// </summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TCommand">The command's type.</typeparam>
public sealed class TestCommandInput<TKey, TCommand>
{
    private readonly TestInputTopic<TKey, TCommand> _input;

    internal TestCommandInput(TestInputTopic<TKey, TCommand> input) => _input = input;

    /// <summary>The command stream's topic.</summary>
    public string Topic => _input.Name;

    /// <summary>Issues a command.</summary>
    /// <param name="key">The key.</param>
    /// <param name="command">The command.</param>
    /// <param name="correlationId">The correlation id for the response; none by default.</param>
    /// <param name="commandId">The id that stays the same when the command is sent again; none by default.</param>
    /// <param name="replyTopic">The topic for the response; by default the subscriber's response stream.</param>
    /// <param name="headers">Other headers, which come first; empty by default.</param>
    /// <param name="timestamp">The timestamp in Unix milliseconds; by default the wall-clock time at which this input was created.</param>
    /// <exception cref="ArgumentException">An id is empty or too long.</exception>
    /// <exception cref="Errors.StreamsException">The topology failed to process the command.</exception>
    public void Pipe(
        TKey key,
        TCommand command,
        string? correlationId = null,
        string? commandId = null,
        string? replyTopic = null,
        Headers? headers = null,
        long? timestamp = null)
    {
        headers ??= Headers.Empty;
        if (correlationId is not null)
        {
            headers = headers.Set(CommandHeaders.CorrelationId, CorrelationId.FromText(correlationId).Bytes.ToArray());
        }

        if (commandId is not null)
        {
            headers = headers.Set(CommandHeaders.CommandId, CommandId.FromText(commandId).Text);
        }

        if (replyTopic is not null)
        {
            headers = headers.Set(CommandHeaders.ReplyTopic, replyTopic);
        }

        _input.Pipe(new TestRecord<TKey, TCommand>(key, command, timestamp, headers));
    }
}
