using System.Buffers;
using System.Collections.Concurrent;
using Commands.Streams.Serialization;
using Confluent.Kafka;
using SerializationContext = Commands.Streams.Serialization.SerializationContext;

namespace Commands.Streams.Avro.Serialization;

/// <summary>
/// Adapts an asynchronous serializer and deserializer of Confluent's as a serde. A call that does not complete at once is kept until the same value
/// or bytes are passed again, which happens once it has completed.
/// </summary>
internal sealed class ConfluentAsyncSerde<T>(IAsyncSerializer<T> serializer, IAsyncDeserializer<T> deserializer) : ISerde<T>
{
    private readonly ConcurrentDictionary<(string Topic, RecordComponent Component, T Value), Task<byte[]>> _writing = new();
    private readonly ConcurrentDictionary<(string Topic, RecordComponent Component, string Data), Task<T>> _reading = new();

    public void Serialize(T value, IBufferWriter<byte> destination, in SerializationContext context)
    {
        var key = (context.Topic, context.Component, value);
        if (!_writing.TryRemove(key, out var call))
        {
            call = serializer.SerializeAsync(value, ConfluentContext.Of(in context));
        }

        if (!call.IsCompleted)
        {
            _writing[key] = call;
            throw NotReady(call, in context);
        }

        destination.Write(call.GetAwaiter().GetResult()); // completed, so this does not block
    }

    public T Deserialize(ReadOnlySpan<byte> data, in SerializationContext context)
    {
        var call = Take(data, in context) ?? deserializer.DeserializeAsync(data.ToArray(), isNull: false, ConfluentContext.Of(in context));
        if (!call.IsCompleted)
        {
            _reading[KeyOf(data, in context)] = call;
            throw NotReady(call, in context);
        }

        return call.GetAwaiter().GetResult(); // completed, so this does not block
    }

    /// <summary>
    /// Completes successfully even if the call failed, so that the record's next turn gets the exception from the call and the handler decides.
    /// </summary>
    private static SerdeNotReadyException NotReady(Task call, in SerializationContext context) => new(
        call.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default),
        $"A serializer is still working on a {context.Component.ToString().ToLowerInvariant()} of topic '{context.Topic}'.");

    private static (string Topic, RecordComponent Component, string Data) KeyOf(ReadOnlySpan<byte> data, in SerializationContext context) =>
        (context.Topic, context.Component, Convert.ToBase64String(data));

    private Task<T>? Take(ReadOnlySpan<byte> data, in SerializationContext context) =>
        !_reading.IsEmpty && _reading.TryRemove(KeyOf(data, in context), out var call) ? call : null;
}
