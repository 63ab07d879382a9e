using Commands.Streams.Bridging;
using Commands.Streams.Interop;
using Commands.Streams.Records;
using Commands.Streams.Serialization;
using Streamiz.Kafka.Net.Mock;

namespace Commands.Streams;

/// <summary>
/// Issues commands to the subscriber under test in Streamiz' driver. Every call returns when the command has been handled. Used by one thread.
/// </summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TCommand">The command's type.</typeparam>
public sealed class StreamizCommandInput<TKey, TCommand>
{
    private readonly TestInputTopic<byte[], byte[]> _input;
    private readonly CommandStream<TKey, TCommand> _stream;

    internal StreamizCommandInput(TestInputTopic<byte[], byte[]> input, CommandStream<TKey, TCommand> stream)
    {
        _input = input;
        _stream = stream;
    }

    /// <summary>The command stream's topic.</summary>
    public string Topic => _stream.Topic;

    /// <summary>Issues a command.</summary>
    /// <param name="key">The key.</param>
    /// <param name="command">The command.</param>
    /// <param name="correlationId">What its response is to carry; none by default.</param>
    /// <param name="commandId">The id that stays the same when the command is sent again; none by default.</param>
    /// <param name="replyTopic">Where the response is to go; by default the subscriber's response stream.</param>
    /// <param name="headers">Other headers, which come first; none by default.</param>
    /// <param name="timestamp">Unix time in milliseconds; by default the present time.</param>
    /// <exception cref="ArgumentException">An id is empty or too long.</exception>
    /// <exception cref="Errors.StreamsException">The topology failed on it.</exception>
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

        var time = timestamp is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : TimeProvider.System.GetUtcNow();
        _input.PipeInput(new TestRecord<byte[], byte[]>
        {
            Key = Write(_stream.KeySerde, key, Confluent.Kafka.MessageComponentType.Key, headers)!,
            Value = Write(_stream.ValueSerde, command, Confluent.Kafka.MessageComponentType.Value, headers)!,
            Timestamp = time.UtcDateTime,
            Headers = HeaderCopies.ToClient(headers),
        });
    }

    private byte[]? Write<T>(ISerde<T> serde, T item, Confluent.Kafka.MessageComponentType component, Headers headers) =>
        StreamizSerDes.From(serde).Serialize(item, new Confluent.Kafka.SerializationContext(component, Topic, HeaderCopies.ToClient(headers)));
}
