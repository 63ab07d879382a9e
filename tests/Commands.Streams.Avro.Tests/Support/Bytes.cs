using System.Buffers;
using Avro;
using Avro.Generic;
using Avro.IO;
using Commands.Streams.Avro.Binary;
using Commands.Streams.Avro.Plans;
using Commands.Streams.Avro.Schemas;

namespace Commands.Streams.Avro.Tests.Support;

/// <summary>Bytes by ours and by Apache Avro's own reader and writer.</summary>
internal static class Bytes
{
    public static byte[] Write<T>(T value, Schema? schema = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new AvroWriter(buffer);
        WritePlanCompiler.Compile<T>(schema ?? SchemaDerivation.Of(typeof(T)))(ref writer, value);
        writer.Complete();
        return buffer.WrittenSpan.ToArray();
    }

    public static T Read<T>(byte[] data, Schema writer, Schema? reader = null)
    {
        var source = new AvroReader(data);
        return ReadPlanCompiler.Compile<T>(writer, reader ?? SchemaDerivation.Of(typeof(T)))(ref source);
    }

    public static byte[] WriteByApache(Schema schema, object? value)
    {
        using var stream = new MemoryStream();
        new GenericDatumWriter<object?>(schema).Write(value, new BinaryEncoder(stream));
        return stream.ToArray();
    }

    public static object ReadByApache(Schema schema, byte[] data)
    {
        using var stream = new MemoryStream(data);
        return new GenericDatumReader<object>(schema, schema).Read(null!, new BinaryDecoder(stream));
    }
}
