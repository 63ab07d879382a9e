using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Commands.Streams.Records;
using Commands.Streams.Serialization;

namespace Commands.Streams.Subscribing.Deduplicating;

/// <summary>
/// Entries of the store: a version, the status, partition, offset and topic, the response's bytes, and the number of headers with a name and a value each.
/// Texts and bytes follow their length; -1 stands for null. Numbers are big-endian.
/// </summary>
internal sealed class FinishedCommandSerde : ISerde<FinishedCommand>
{
    private const byte Version = 1;

    public void Serialize(FinishedCommand value, IBufferWriter<byte> destination, in SerializationContext context)
    {
        Write(destination, Version);
        Write(destination, (byte)value.Response.Status);
        Write(destination, value.Partition);
        Write(destination, value.Offset);
        Write(destination, Encoding.UTF8.GetBytes(value.Topic));
        Write(destination, value.Response.Value);
        Write(destination, value.Response.Headers.Count);
        foreach (var header in value.Response.Headers)
        {
            Write(destination, Encoding.UTF8.GetBytes(header.Name));
            Write(destination, header.Value);
        }
    }

    public FinishedCommand Deserialize(ReadOnlySpan<byte> data, in SerializationContext context)
    {
        if (data.Length < 2 || data[0] != Version)
        {
            throw new InvalidDataException(
                $"An entry of '{context.Topic}' was not written by this version of the library. Delete the topic, or run the version that wrote it.");
        }

        var status = (CommandStatus)data[1];
        data = data[2..];
        var partition = ReadInt32(ref data);
        var offset = BinaryPrimitives.ReadInt64BigEndian(data);
        data = data[sizeof(long)..];
        var topic = ReadText(ref data);
        var value = ReadBytes(ref data);
        var headers = new Header[ReadInt32(ref data)];
        for (var i = 0; i < headers.Length; i++)
        {
            headers[i] = new Header(ReadText(ref data), ReadBytes(ref data));
        }

        return new FinishedCommand(topic, partition, offset, new StoredResponse(status, value, Headers.From(headers)));
    }

    private static void Write(IBufferWriter<byte> destination, byte value)
    {
        destination.GetSpan(1)[0] = value;
        destination.Advance(1);
    }

    private static void Write(IBufferWriter<byte> destination, int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(destination.GetSpan(sizeof(int)), value);
        destination.Advance(sizeof(int));
    }

    private static void Write(IBufferWriter<byte> destination, long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(destination.GetSpan(sizeof(long)), value);
        destination.Advance(sizeof(long));
    }

    private static void Write(IBufferWriter<byte> destination, byte[]? bytes)
    {
        Write(destination, bytes?.Length ?? -1);
        destination.Write(bytes);
    }

    private static int ReadInt32(ref ReadOnlySpan<byte> data)
    {
        var value = BinaryPrimitives.ReadInt32BigEndian(data);
        data = data[sizeof(int)..];
        return value;
    }

    private static string ReadText(ref ReadOnlySpan<byte> data) => Encoding.UTF8.GetString(ReadBytes(ref data) ?? []);

    private static byte[]? ReadBytes(ref ReadOnlySpan<byte> data)
    {
        var length = ReadInt32(ref data);
        if (length < 0)
        {
            return null;
        }

        var bytes = data[..length].ToArray();
        data = data[length..];
        return bytes;
    }
}
