using System.Buffers;
using Avro;
using Commands.Streams.Avro.Binary;
using Commands.Streams.Avro.Plans;
using Commands.Streams.Serialization;

namespace Commands.Streams.Avro.Serialization;

/// <summary>Avro's binary format alone: both sides have the schema.</summary>
internal sealed class BareSerde<T>(Schema schema) : ISerde<T>
{
    private readonly AvroRead<T> _read = ReadPlanCompiler.Compile<T>(schema, schema);
    private readonly AvroWrite<T> _write = WritePlanCompiler.Compile<T>(schema);

    public void Serialize(T value, IBufferWriter<byte> destination, in SerializationContext context)
    {
        var writer = new AvroWriter(destination);
        _write(ref writer, value);
        writer.Complete();
    }

    public T Deserialize(ReadOnlySpan<byte> data, in SerializationContext context)
    {
        var reader = new AvroReader(data);
        var value = _read(ref reader);
        return reader.Remaining == 0 ? value : throw new AvroDataException(
            $"{reader.Remaining} bytes are left after the value. It was probably written with another schema.");
    }
}
