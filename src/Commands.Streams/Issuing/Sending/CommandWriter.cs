using System.Buffers;
using Commands.Streams.Clients;
using Commands.Streams.Interop;
using Commands.Streams.Messaging;
using Commands.Streams.Records;
using Commands.Streams.Serialization;

namespace Commands.Streams.Issuing.Sending;

/// <summary>Serializes commands and hands them to the publisher, in the order of the calls even if one of them has to wait. Thread-safe.</summary>
internal sealed class CommandWriter<TKey, TCommand>(LastingPublisher publisher, CommandStream<TKey, TCommand> commands)
{
    private readonly ICommandTypes<TCommand>? _types = commands.ValueSerde as ICommandTypes<TCommand>;
    private readonly BufferPool _buffers = new();
    private readonly SendOrder _order = new();

    /// <summary>True if a command must wait for its turn, behind others or for a publisher.</summary>
    public bool MustWait => _order.IsWaiting || publisher.FindWait() is not null;

    /// <summary>The header with a command's type, if the stream has several types.</summary>
    public byte[]? TypeOf(TCommand command) => _types?.HeaderOf(command);

    /// <summary>Returns what the publisher waits for; null if it can publish.</summary>
    public Task? FindWait() => publisher.FindWait();

    /// <summary>Queues a command to wait for its turn.</summary>
    public void Add(WaitingCommand command) => _order.Add(command);

    /// <summary>Writes a command at once.</summary>
    /// <exception cref="CommandNotSentException">The command cannot be serialized.</exception>
    /// <exception cref="SerdeNotReadyException">The command cannot be serialized yet.</exception>
    /// <exception cref="PublishException">The record was refused at once.</exception>
    public ValueTask<RecordMetadata> Publish(TKey key, TCommand command, Headers headers, DateTimeOffset timestamp, TimeSpan timeout)
    {
        var keyBuffer = _buffers.Rent();
        var valueBuffer = _buffers.Rent();
        try
        {
            var record = new ProduceRecord
            {
                HasKey = TrySerialize(key, commands.KeySerde, RecordComponent.Key, keyBuffer, headers),
                HasValue = TrySerialize(command, commands.ValueSerde, RecordComponent.Value, valueBuffer, headers),
                Key = keyBuffer.WrittenSpan,
                Value = valueBuffer.WrittenSpan,
                Partition = ProduceRecord.AnyPartition,
                Timestamp = timestamp.ToUnixTimeMilliseconds(),
                Headers = headers,
            };
            return publisher.PublishAsync(commands.Topic, in record, timeout);
        }
        finally
        {
            _buffers.Return(keyBuffer);
            _buffers.Return(valueBuffer);
        }
    }

    private bool TrySerialize<T>(T item, ISerializer<T> serializer, RecordComponent component, IBufferWriter<byte> buffer, Headers headers)
    {
        if (item is null)
        {
            return false;
        }

        try
        {
            serializer.Serialize(item, buffer, new SerializationContext(commands.Topic, component, headers));
            return true;
        }
        catch (Exception exception) when (exception is not SerdeNotReadyException)
        {
            var part = component == RecordComponent.Key ? "key" : "value";
            throw new CommandNotSentException(
                NotSentReason.Serialization,
                $"Command '{headers.GetCommandId()}' was not sent to topic '{commands.Topic}', because its {part} could not be serialized: {exception.Message}",
                exception);
        }
    }
}
