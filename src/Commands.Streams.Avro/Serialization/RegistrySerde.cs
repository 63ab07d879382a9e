using System.Buffers;
using System.Buffers.Binary;
using Avro;
using Avro.Generic;
using Commands.Streams.Avro.Binary;
using Commands.Streams.Avro.Registry;
using Commands.Streams.Serialization;

namespace Commands.Streams.Avro.Serialization;

/// <summary>Confluent's wire format: a zero byte, the schema's id in 4 bytes big-endian, then the value in Avro's binary format.</summary>
internal sealed class RegistrySerde<T>(ReadPlans<T> readers, WritePlans<T> writers, Schema? schema) : ISerde<T>
{
    private const int HeaderSize = 5;

    public void Serialize(T value, IBufferWriter<byte> destination, in SerializationContext context)
    {
        var plan = writers.Find(schema ?? SchemaOf(value), in context);
        Span<byte> header = stackalloc byte[HeaderSize];
        header[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(header[1..], plan.Id);
        var writer = new AvroWriter(destination);
        writer.WriteFixed(header);
        plan.Write!(ref writer, value);
        writer.Complete();
    }

    public T Deserialize(ReadOnlySpan<byte> data, in SerializationContext context)
    {
        if (data.Length < HeaderSize || data[0] != 0)
        {
            throw new AvroDataException(
                $"A {context.Component.ToString().ToLowerInvariant()} of topic '{context.Topic}' does not begin with a zero byte and a 4-byte schema id, so " +
                "it was not written with a schema registry.");
        }

        var read = readers.Find(BinaryPrimitives.ReadInt32BigEndian(data[1..]), in context);
        var reader = new AvroReader(data[HeaderSize..]);
        return read(ref reader);
    }

    public async Task PrefetchAsync(string topic, RecordComponent component)
    {
        var known = schema ?? throw new InvalidOperationException(
            $"The schema of {typeof(T).Name} is known only once there is a value. Pass a schema to the serde to fetch it ahead of time.");
        await readers.PrefetchAsync(await writers.PrefetchAsync(known, topic, component).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private static Schema SchemaOf(T value) => value is GenericRecord record
        ? record.Schema
        : throw new AvroDataException($"The schema of {value?.GetType().Name} is not known. Pass a schema to the serde.");
}
